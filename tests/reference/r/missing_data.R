# Reference values for missing answers: EM means and covariances, Little's test, pooling of multiple imputations.
#
#   Rscript missing_data.R PATH/holzinger_swineford.csv > missing_data.json
#
# Needs mice and jsonlite. EM (Dempster, Laird & Rubin, 1977) and Little's d2 (1988, with maximum likelihood
# covariances, as naniar::mcar_test and misty::na.test compute it) are written out in base R.

suppressPackageStartupMessages({
  library(jsonlite)
  library(mice)
})

children <- read.csv(commandArgs(trailingOnly = TRUE)[1])
items <- paste0("x", 1:9)
holes <- as.matrix(children[items])
for (j in seq_along(items)) {
  i <- seq_len(nrow(holes))
  holes[(i + 3 * j^2) %% 7 == 0 | (i * j + j) %% 11 == 5, j] <- NA
}
related <- holes[, 1:4]
related[children$x1 > 5.5, 2] <- NA # what is missing goes with what is there
related[, c(1, 3, 4)] <- as.matrix(children[items[c(1, 3, 4)]])

em <- function(X, steps = 20000, close = 1e-13) {
  X <- X[rowSums(!is.na(X)) > 0, , drop = FALSE]
  n <- nrow(X)
  mu <- colMeans(X, na.rm = TRUE)
  S <- diag(apply(X, 2, function(x) mean((x - mean(x, na.rm = TRUE))^2, na.rm = TRUE)))
  for (step in seq_len(steps)) {
    whole <- X
    extra <- matrix(0, ncol(X), ncol(X))
    for (i in seq_len(n)) {
      m <- is.na(X[i, ])
      if (any(m)) {
        B <- S[m, !m, drop = FALSE] %*% solve(S[!m, !m, drop = FALSE])
        whole[i, m] <- mu[m] + B %*% (X[i, !m] - mu[!m])
        extra[m, m] <- extra[m, m] + S[m, m] - B %*% S[!m, m, drop = FALSE]
      }
    }
    next_mu <- colMeans(whole)
    next_S <- (crossprod(sweep(whole, 2, next_mu)) + extra) / n
    moved <- max(abs(next_mu - mu), abs(next_S - S))
    mu <- next_mu
    S <- next_S
    if (moved < close) break
  }
  list(mean = mu, covariance = S)
}
little <- function(X) {
  X <- X[rowSums(!is.na(X)) > 0, , drop = FALSE]
  fit <- em(X)
  pattern <- apply(is.na(X), 1, paste, collapse = "")
  d2 <- 0
  df <- -ncol(X)
  for (p in unique(pattern)) {
    rows <- X[pattern == p, , drop = FALSE]
    seen <- !is.na(rows[1, ])
    d <- colMeans(rows[, seen, drop = FALSE]) - fit$mean[seen]
    d2 <- d2 + nrow(rows) * drop(t(d) %*% solve(fit$covariance[seen, seen, drop = FALSE]) %*% d)
    df <- df + sum(seen)
  }
  list(statistic = d2, df = df, p = pchisq(d2, df, lower.tail = FALSE), patterns = length(unique(pattern)))
}

results <- list()
note <- function(id, call, value, tol) results[[id]] <<- list(call = call, value = value, tol = tol)
for (id in c("holes", "related")) {
  X <- get(id)
  note(paste0("em.", id), "em(X): EM by rows in base R, until nothing moves by 1e-13", lapply(em(X), unname), 1e-4)
  note(paste0("little.", id), "little(X): sum of n d' solve(S) d over patterns, pchisq", little(X), 1e-4)
}

# Five estimates and their variances, as an analyst may have them from five completed data sets.
Q <- c(0.412, 0.455, 0.389, 0.431, 0.402)
U <- c(0.0101, 0.0098, 0.0110, 0.0095, 0.0104)
for (df in c(20, 245)) {
  p <- pool.scalar(Q, U, n = df + 1, k = 1)
  note(paste0("pool.", df), "mice::pool.scalar(Q, U, n = df + 1, k = 1)",
    list(q = Q, u = U, dfcom = df, qbar = p$qbar, total = p$t, df = p$df, fmi = p$fmi, riv = p$r), 1e-6)
}

# Many imputations by predictive mean matching: their mean and spread hardly depend on chance.
made <- mice(as.data.frame(holes), m = 400, maxit = 10, method = "pmm", seed = 1, printFlag = FALSE)
fit <- pool(with(made, lm(x9 ~ x1 + x7)))$pooled
note("imputed", "mice::pool(with(mice(holes, m = 400, maxit = 10, method = \"pmm\"), lm(x9 ~ x1 + x7)))",
  list(term = as.character(fit$term), estimate = fit$estimate, se = sqrt(fit$t), fmi = fit$fmi), 0.03)

meta <- list(
  script = "tests/reference/r/missing_data.R", R = R.version.string, mice = as.character(packageVersion("mice")),
  data = "tests/reference/holzinger_swineford.csv with holes made by rule",
  tolerance_rule = "abs(x - value) <= tol * max(1, abs(value))"
)
cat(toJSON(list(meta = meta, results = results), auto_unbox = TRUE, digits = 15, pretty = TRUE), "\n", sep = "")
