# Reference values for cross tables: base R and MASS data, and small tables written out.
#
#   Rscript cross_tables.R > cross_tables.json
#
# Needs MASS and jsonlite.

suppressPackageStartupMessages({
  library(MASS)
  library(jsonlite)
})

results <- list()

# The noncentrality under which a chi-square statistic falls below the observed one with probability p.
noncentrality <- function(x, df, p) {
  if (pchisq(x, df) <= p) return(0)
  uniroot(function(shift) pchisq(x, df, shift) - p, c(0, x + 20 * sqrt(x + df) + 20), tol = 1e-11)$root
}

# Bergsma (2013).
corrected_v <- function(x, n, r, c) {
  phi <- max(0, x / n - (r - 1) * (c - 1) / (n - 1))
  sqrt(phi / min(r - (r - 1)^2 / (n - 1) - 1, c - (c - 1)^2 / (n - 1) - 1))
}

add <- function(id, counts, fisher_tol = 1e-6) {
  counts <- matrix(as.vector(counts), nrow(counts))
  test <- suppressWarnings(chisq.test(counts, correct = FALSE))
  x <- unname(test$statistic)
  df <- unname(test$parameter)
  n <- sum(counts)
  ends <- sapply(c(0.95, 0.05), function(p) noncentrality(x, df, p))
  value <- list(
    counts = counts, chi_square = x, df = df, p = test$p.value, expected = unname(test$expected),
    residuals = unname(test$stdres),
    residual_holm = matrix(p.adjust(2 * pnorm(-abs(as.vector(test$stdres))), "holm"), nrow(counts)),
    cramers_v = corrected_v(x, n, nrow(counts), ncol(counts)),
    v_interval = pmin(1, sqrt(ends / (n * (min(dim(counts)) - 1))))
  )
  if (n < 300 || all(dim(counts) == 2)) value$fisher_p <- fisher.test(counts, workspace = 2e7)$p.value
  call <- paste(
    "chisq.test(x, correct = FALSE) with $stdres, p.adjust(2 * pnorm(-abs(stdres)), \"holm\"), fisher.test(x);",
    "Bergsma's V and the 90 % interval of V from pchisq(x, df, ncp) by uniroot, in this script"
  )
  results[[id]] <<- list(call = call, value = value, tol = 1e-6, fisher_tol = fisher_tol)
}

by <- function(margin) xtabs(as.formula(paste("Freq ~ Sat +", margin)), housing)
small <- housing
small$Freq <- ifelse(housing$Cont == "Low" & housing$Infl == "High", housing$Freq, 0)
for (margin in c("Type", "Infl", "Cont")) add(paste0("housing.Sat.", margin), by(margin), 5e-3)
add("housing.Sat.Type.few", xtabs(Freq ~ Sat + Type, small)[, c("Tower", "Terrace")], 5e-3)
add("job", matrix(c(1, 2, 1, 0, 3, 3, 6, 1, 10, 10, 14, 9, 6, 7, 12, 11), 4, 4), 5e-3)
add("tea", matrix(c(3, 1, 1, 3), 2))
add("hair_eye", HairEyeColor[, , "Male"] + HairEyeColor[, , "Female"], 5e-3)
add("admissions", apply(UCBAdmissions, c(1, 2), sum))
add("level", matrix(c(25, 24, 26, 25), 2))

meta <- list(
  script = "tests/reference/r/cross_tables.R", R = R.version.string,
  packages = list(MASS = as.character(packageVersion("MASS"))),
  data = "MASS::housing; base R: HairEyeColor, UCBAdmissions; job and tea: the examples of ?fisher.test",
  tolerance_rule = "abs(x - value) <= tol * max(1, abs(value)); fisher_tol is that of a p by 50,000 random tables"
)
cat(toJSON(list(meta = meta, results = results), auto_unbox = TRUE, digits = 15, pretty = TRUE), "\n", sep = "")
