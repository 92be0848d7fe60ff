# Reference values for one group of the ECSI mobile-phone customers beside all others.
#
#   Rscript branch.R PATH/mobi.csv > branch.json
#
# Base R and jsonlite (Debian: r-cran-jsonlite).

library(jsonlite)
arguments <- commandArgs(trailingOnly = TRUE)
if (length(arguments) != 1) stop("give the path of mobi.csv")
items <- read.csv(arguments[1])
stopifnot(nrow(items) == 250, ncol(items) == 24, !anyNA(items))
low <- items$CUSL2 <= 3
scores <- list(
  image = rowMeans(items[paste0("IMAG", 1:5)]), satisfaction = rowMeans(items[paste0("CUSA", 1:3)]),
  loyalty = rowMeans(items[paste0("CUSL", 1:3)])
)
found <- lapply(scores, function(y) {
  t <- t.test(y[low], y[!low])
  list(n = c(sum(low), sum(!low)), mean = c(mean(y[low]), mean(y[!low])), value = mean(y[low]) - mean(y[!low]),
       interval = as.vector(t$conf.int), statistic = unname(t$statistic), df = unname(t$parameter), p = t$p.value)
})
corrected <- p.adjust(sapply(found, function(f) f$p), "holm")
for (name in names(found)) found[[name]]$corrected <- unname(corrected[name])
cat(toJSON(list(meta = list(R = R.version.string, call = "t.test(y[low], y[!low]); p.adjust(p, \"holm\")"),
                results = found), auto_unbox = TRUE, digits = 15, pretty = TRUE), "\n")
