# Reference values for differences between groups, on R's PlantGrowth, ToothGrowth and warpbreaks and on the ECSI mobile-phone data.
#
#   Rscript groups.R PATH/mobi.csv > groups.json
#
# Needs car, effectsize, emmeans and jsonlite (Debian: r-cran-car r-cran-effectsize r-cran-emmeans r-cran-jsonlite).
# Games and Howell's and Dunn's tests and the noncentral intervals are written out in base R (ptukey, pnorm, pt, pf).

suppressPackageStartupMessages({
  library(car)
  library(effectsize)
  library(emmeans)
  library(jsonlite)
})

arguments <- commandArgs(trailingOnly = TRUE)
if (length(arguments) != 1) stop("give the path of mobi.csv")
items <- read.csv(arguments[1])
stopifnot(nrow(items) == 250, ncol(items) == 24, !anyNA(items))
# The customers in three groups by CUSL2 (1-3, 4-6, 7-10) and in two by CUSCO (1-6, 7-10).
mobi <- data.frame(
  satisfaction = rowMeans(items[paste0("CUSA", 1:3)]), loyalty = rowMeans(items[paste0("CUSL", 1:3)]),
  image = rowMeans(items[paste0("IMAG", 1:5)]), value = rowMeans(items[paste0("PERV", 1:2)]),
  price = cut(items$CUSL2, c(0, 3, 6, 10), labels = c("low", "middle", "high")),
  trouble = cut(items$CUSCO, c(0, 6, 10), labels = c("some", "none"))
)
# Uneven cells: five rows are left out.
looms <- warpbreaks[-(1:5), ]

results <- list()
record <- function(id, call, value, tol = 1e-6) results[[id]] <<- list(call = call, value = value, tol = tol)
tested <- function(t, df = t$parameter) list(statistic = unname(t$statistic), df = unname(df), p = unname(t$p.value))

# The noncentrality under which the observed statistic has probability p below it ----------------------------------------

ncp_t <- function(t, df, level = 0.95) sapply(c((1 + level) / 2, (1 - level) / 2), function(p) {
  uniroot(function(d) pt(t, df, d) - p, t + c(-8, 8), tol = 1e-13)$root
})
ncp_f <- function(f, df1, df2, level = 0.90) sapply(c((1 + level) / 2, (1 - level) / 2), function(p) {
  if (pf(f, df1, df2) <= p) 0 else uniroot(function(d) pf(f, df1, df2, d) - p, c(0, 500), tol = 1e-13)$root
})

# Two groups ---------------------------------------------------------------------------------------------------------------

two <- function(id, y, g, bound) {
  x <- split(y, g)
  a <- x[[1]]
  b <- x[[2]]
  welch <- t.test(a, b)
  student <- t.test(a, b, var.equal = TRUE)
  ranks <- wilcox.test(a, b, exact = FALSE)
  df <- length(a) + length(b) - 2
  scale <- sqrt(1 / length(a) + 1 / length(b))
  j <- exp(lgamma(df / 2) - log(sqrt(df / 2)) - lgamma((df - 1) / 2))
  ends <- ncp_t(unname(student$statistic), df) * scale
  d <- cohens_d(a, b)$Cohens_d
  g1 <- hedges_g(a, b)
  stopifnot(abs(g1$Hedges_g - j * d) < 1e-10, abs(g1$CI_low - j * ends[1]) < 1e-3, abs(g1$CI_high - j * ends[2]) < 1e-3)
  pair <- list(value = mean(a) - mean(b), interval = as.vector(welch$conf.int))
  record(paste0(id, ".welch"), "t.test(a, b)", c(pair, tested(welch)))
  record(paste0(id, ".student"), "t.test(a, b, var.equal = TRUE)", c(list(interval = as.vector(student$conf.int)), tested(student)))
  record(paste0(id, ".mann_whitney"), "wilcox.test(a, b, exact = FALSE); effectsize::rank_biserial(a, b)",
    list(statistic = unname(ranks$statistic), p = ranks$p.value, rank_biserial = rank_biserial(a, b)$r_rank_biserial))
  record(paste0(id, ".d"), "effectsize::cohens_d(a, b); ends: uniroot over the ncp of pt(t, df, ncp), times sqrt(1/n + 1/m)",
    list(value = d, interval = ends))
  record(paste0(id, ".g"), "effectsize::hedges_g(a, b); ends as those of d, times exp(lgamma(df/2) - log(sqrt(df/2)) - lgamma((df - 1)/2))",
    list(value = g1$Hedges_g, interval = j * ends))
  record(paste0(id, ".equivalence"), "max(t.test(a, b, mu = -bound, alternative = \"greater\")$p.value, t.test(a, b, mu = bound, alternative = \"less\")$p.value)",
    list(bound = bound, p = max(
      t.test(a, b, mu = -bound, alternative = "greater")$p.value, t.test(a, b, mu = bound, alternative = "less")$p.value
    )))
}
two("teeth", ToothGrowth$len, ToothGrowth$supp, 7)
two("trouble", mobi$loyalty, mobi$trouble, 0.5)
two("image", mobi$image, mobi$trouble, 0.75)

# More groups --------------------------------------------------------------------------------------------------------------

games_howell <- function(x) {
  k <- length(x)
  combn(k, 2, simplify = FALSE, FUN = function(at) {
    a <- x[[at[1]]]
    b <- x[[at[2]]]
    u <- c(var(a) / length(a), var(b) / length(b))
    df <- sum(u)^2 / (u[1]^2 / (length(a) - 1) + u[2]^2 / (length(b) - 1))
    error <- sqrt(sum(u) / 2)
    gap <- mean(a) - mean(b)
    list(
      pair = names(x)[at], value = gap, interval = gap + c(-1, 1) * qtukey(0.95, k, df) * error,
      p = ptukey(abs(gap) / error, k, df, lower.tail = FALSE), df = df
    )
  })
}
dunn <- function(y, g) {
  r <- rank(y)
  n <- length(y)
  counts <- table(y)
  ties <- sum(counts^3 - counts)
  means <- tapply(r, g, mean)
  sizes <- tapply(r, g, length)
  pairs <- combn(levels(g), 2, simplify = FALSE)
  z <- sapply(pairs, function(at) {
    unname((means[at[1]] - means[at[2]]) / sqrt((n * (n + 1) - ties / (n - 1)) / 12 * sum(1 / sizes[at])))
  })
  p <- p.adjust(2 * pnorm(-abs(z)), "holm")
  lapply(seq_along(pairs), function(i) list(pair = pairs[[i]], z = z[i], p = p[i]))
}
tukey <- function(y, g) {
  own <- TukeyHSD(aov(y ~ g))$g
  lapply(rownames(own), function(name) {
    pair <- rev(strsplit(name, "-")[[1]])
    list(pair = pair, value = -own[name, "diff"], interval = -own[name, c("upr", "lwr")], p = own[name, "p adj"])
  })
}
many <- function(id, y, g) {
  fit <- lm(y ~ g)
  classical <- anova(fit)
  welch <- oneway.test(y ~ g)
  kruskal <- kruskal.test(y ~ g)
  df <- classical$Df
  f <- classical$`F value`[1]
  n <- length(y)
  ends <- ncp_f(f, df[1], df[2])
  record(paste0(id, ".welch"), "oneway.test(y ~ g)", tested(welch))
  record(paste0(id, ".anova"), "anova(lm(y ~ g))", list(statistic = f, df = df, p = classical$`Pr(>F)`[1]))
  record(paste0(id, ".kruskal"), "kruskal.test(y ~ g); effectsize::rank_epsilon_squared(y ~ g)",
    c(tested(kruskal), list(epsilon_squared = rank_epsilon_squared(y, g)$rank_epsilon_squared)))
  record(paste0(id, ".shares"), "effectsize::eta_squared, omega_squared, epsilon_squared of lm(y ~ g); ends: ncp / (ncp + n) with uniroot over the ncp of pf, level .90",
    list(
      eta = eta_squared(fit, partial = FALSE)$Eta2, omega = omega_squared(fit, partial = FALSE)$Omega2,
      epsilon = epsilon_squared(fit, partial = FALSE)$Epsilon2, interval = ends / (ends + n)
    ))
  record(paste0(id, ".brown_forsythe"), "car::leveneTest(y, g, center = median)",
    list(statistic = leveneTest(y, g)$`F value`[1], p = leveneTest(y, g)$`Pr(>F)`[1]))
  record(paste0(id, ".levene"), "car::leveneTest(y, g, center = mean)",
    list(statistic = leveneTest(y, g, center = mean)$`F value`[1], p = leveneTest(y, g, center = mean)$`Pr(>F)`[1]))
  record(paste0(id, ".games_howell"), "Welch's standard error and df of each pair with ptukey and qtukey of k means", games_howell(split(y, g)))
  record(paste0(id, ".tukey"), "TukeyHSD(aov(y ~ g))", tukey(y, g))
  record(paste0(id, ".dunn"), "z of mean ranks with the correction for ties; p.adjust(p, \"holm\")", dunn(y, g))
  record(paste0(id, ".means"), "tapply(y, g, mean); t.test(y[g == level])$conf.int", lapply(split(y, g), function(x) {
    list(n = length(x), mean = mean(x), sd = sd(x), interval = as.vector(t.test(x)$conf.int))
  }))
}
many("plants", PlantGrowth$weight, PlantGrowth$group)
many("price", mobi$loyalty, mobi$price)
many("looms", looms$breaks, interaction(looms$wool, looms$tension))
pairs <- games_howell(split(mobi$image, mobi$price))
record("price.equivalence", "the largest over all pairs of max(t.test(a, b, mu = -0.9, alternative = \"greater\")$p.value, t.test(a, b, mu = 0.9, alternative = \"less\")$p.value), image by price",
  list(bound = 0.9, p = max(sapply(combn(levels(mobi$price), 2, simplify = FALSE), function(at) {
    a <- mobi$image[mobi$price == at[1]]
    b <- mobi$image[mobi$price == at[2]]
    max(t.test(a, b, mu = -0.9, alternative = "greater")$p.value, t.test(a, b, mu = 0.9, alternative = "less")$p.value)
  }))))
headline <- c(
  loyalty.price = oneway.test(loyalty ~ price, mobi)$p.value, image.price = oneway.test(image ~ price, mobi)$p.value,
  loyalty.trouble = t.test(loyalty ~ trouble, mobi)$p.value, image.trouble = t.test(image ~ trouble, mobi)$p.value
)
record("family.holm", "p.adjust of the Welch tests of loyalty and image by price and by trouble, \"holm\"", as.list(p.adjust(headline, "holm")))

# A second factor, covariates ----------------------------------------------------------------------------------------------

model <- function(id, formula, data, means, call) {
  old <- options(contrasts = c("contr.sum", "contr.poly"))
  fit <- lm(formula, data)
  second <- Anova(fit, type = 2)
  third <- Anova(fit, type = 3)
  options(old)
  terms <- setdiff(rownames(second), "Residuals")
  n <- nrow(data)
  df <- fit$df.residual
  record(paste0(id, ".tests"), paste("car::Anova(fit, type = 2) and, with sum contrasts, type = 3 of", call), setNames(lapply(terms, function(term) {
    ends <- ncp_f(third[term, "F value"], third[term, "Df"], df)
    list(
      df = third[term, "Df"], second = second[term, "F value"], second_p = second[term, "Pr(>F)"], third = third[term, "F value"],
      third_p = third[term, "Pr(>F)"], partial = third[term, "Sum Sq"] / (third[term, "Sum Sq"] + third["Residuals", "Sum Sq"]),
      interval = ends / (ends + n)
    )
  }), terms))
  own <- as.data.frame(suppressMessages(emmeans(fit, means)))
  record(paste0(id, ".means"), paste0("emmeans::emmeans(fit, \"", means, "\") of ", call), setNames(lapply(seq_len(nrow(own)), function(i) {
    list(mean = own$emmean[i], interval = c(own$lower.CL[i], own$upper.CL[i]))
  }), as.character(own[[means]])))
  record(paste0(id, ".residual"), paste("residual sum of squares, df and R2 of", call), list(error = sum(resid(fit)^2), df = df, r_squared = summary(fit)$r.squared))
}
model("looms.model", breaks ~ wool * tension, looms, "tension", "lm(breaks ~ wool * tension)")
model("teeth.model", len ~ supp + dose, ToothGrowth, "supp", "lm(len ~ supp + dose)")
model("mobi.model", loyalty ~ price * trouble + image + value, mobi, "price", "lm(loyalty ~ price * trouble + image + value)")
slopes <- function(id, small, large, data) {
  own <- anova(lm(small, data), lm(large, data))
  record(paste0(id, ".parallel"), "anova of the models without and with the products of group and covariates", list(statistic = own$F[2], df = own$Df[2], p = own$`Pr(>F)`[2]))
}
slopes("teeth.model", len ~ supp + dose, len ~ supp * dose, ToothGrowth)
slopes("mobi.model", loyalty ~ price * trouble + image + value, loyalty ~ price * trouble + image + value + price:image + price:value, mobi)

data <- list(
  plants = split(PlantGrowth$weight, PlantGrowth$group), teeth = split(ToothGrowth$len, ToothGrowth$supp),
  teeth_dose = split(ToothGrowth$dose, ToothGrowth$supp),
  looms = list(breaks = looms$breaks, wool = as.character(looms$wool), tension = as.character(looms$tension))
)
meta <- list(
  R = R.version.string, car = as.character(packageVersion("car")), effectsize = as.character(packageVersion("effectsize")),
  emmeans = as.character(packageVersion("emmeans")), tolerance_rule = "abs(x - value) <= tol * max(1, abs(value))"
)
cat(toJSON(list(meta = meta, data = data, results = results), auto_unbox = TRUE, digits = NA, pretty = 2), "\n")
