# Reference values for weights: raking, weighted means, shares and regression with linearised standard errors.
#
#   Rscript weights.R PATH/holzinger_swineford.csv > weights.json
#
# Needs survey and jsonlite.

suppressPackageStartupMessages({
  library(jsonlite)
  library(survey)
})

children <- read.csv(commandArgs(trailingOnly = TRUE)[1])
children$school <- as.integer(children$school)
children$band <- as.integer(cut(children$x1, c(-Inf, 4, 5.5, Inf)))
targets <- list(school = c(0.35, 0.65), band = c(0.2, 0.45, 0.35))
n <- nrow(children)
plain <- svydesign(ids = ~1, weights = rep(1, n), data = children)
margins <- lapply(names(targets), function(v) {
  setNames(data.frame(seq_along(targets[[v]]), targets[[v]] * n), c(v, "Freq"))
})
raked <- rake(plain, list(~school, ~band), margins, control = list(maxit = 1000, epsilon = 1e-12))
w <- weights(raked) / mean(weights(raked))

results <- list()
note <- function(id, call, value, tol) results[[id]] <<- list(call = call, value = value, tol = tol)
note("rake", "survey::rake(design, list(~school, ~band), margins, control = list(maxit = 1000, epsilon = 1e-12))",
  list(targets = targets, weights = unname(w), n_eff = sum(w)^2 / sum(w^2)), 1e-4)

# As fixed weights: the linearised error of a mean, not the smaller one of a calibrated design.
uneven <- 0.5 + (seq_len(n) * 7) %% 11 / 4
children$w <- uneven
children$gap <- ifelse(seq_len(n) %% 6 == 0, NA, children$x2)
children$high <- as.integer(children$x4 >= 3)
design <- svydesign(ids = ~1, weights = ~w, data = children)
for (v in c("x1", "gap", "high")) {
  f <- as.formula(paste0("~", v))
  m <- svymean(f, design, na.rm = TRUE)
  used <- design[!is.na(children[[v]]), ]
  note(paste0("mean.", v), "survey::svymean(f, design, na.rm = TRUE), confint(m, df = degf(used))",
    list(mean = unname(coef(m)), se = as.numeric(SE(m)), interval = unname(confint(m, df = degf(used))[1, ])), 1e-6)
}
fit <- svyglm(x9 ~ x1 + x7 + x8, design)
s <- summary(fit)$coefficients
note("regression", "survey::svyglm(x9 ~ x1 + x7 + x8, design)",
  list(estimate = unname(s[, 1]), se = unname(s[, 2]), t = unname(s[, 3]), p = unname(s[, 4]),
    df = fit$df.residual, interval = unname(confint(fit))), 1e-6)
part <- svyglm(x9 ~ x1 + gap, design)
s <- summary(part)$coefficients
note("regression_gap", "survey::svyglm(x9 ~ x1 + gap, design)",
  list(estimate = unname(s[, 1]), se = unname(s[, 2]), df = part$df.residual), 1e-6)

meta <- list(
  script = "tests/reference/r/weights.R", R = R.version.string, survey = as.character(packageVersion("survey")),
  data = "tests/reference/holzinger_swineford.csv; weights 0.5 + (7 i mod 11) / 4, gaps in every sixth row",
  tolerance_rule = "abs(x - value) <= tol * max(1, abs(value))"
)
cat(toJSON(list(meta = meta, results = results), auto_unbox = TRUE, digits = 15, pretty = TRUE), "\n", sep = "")
