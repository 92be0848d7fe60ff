"""The literature behind the analyses, in APA style, in one place."""

CRONBACH = (
    "Cronbach, L. J. (1951). Coefficient alpha and the internal structure of tests. Psychometrika, 16(3), 297–334."
)
FELDT = (
    "Feldt, L. S. (1965). The approximate sampling distribution of Kuder-Richardson reliability coefficient twenty. "
    "Psychometrika, 30(3), 357–370."
)
NUNNALLY = "Nunnally, J. C., & Bernstein, I. H. (1994). Psychometric theory (3rd ed.). McGraw-Hill."
EISINGA = (
    "Eisinga, R., te Grotenhuis, M., & Pelzer, B. (2013). The reliability of a two-item scale: Pearson, Cronbach, or "
    "Spearman-Brown? International Journal of Public Health, 58(4), 637–642."
)
FISHER = (
    "Fisher, R. A. (1921). On the “probable error” of a coefficient of correlation deduced from a small sample. "
    "Metron, 1, 3–32."
)
HOLM = (
    "Holm, S. (1979). A simple sequentially rejective multiple test procedure. Scandinavian Journal of Statistics, "
    "6(2), 65–70."
)
WILSON = (
    "Wilson, E. B. (1927). Probable inference, the law of succession, and statistical inference. Journal of the "
    "American Statistical Association, 22(158), 209–212."
)
NORMAN = (
    "Norman, G. (2010). Likert scales, levels of measurement and the “laws” of statistics. Advances in Health Sciences "
    "Education, 15(5), 625–632."
)
TERWEE = (
    "Terwee, C. B., Bot, S. D. M., de Boer, M. R., van der Windt, D. A. W. M., Knol, D. L., Dekker, J., Bouter, L. M., "
    "& de Vet, H. C. W. (2007). Quality criteria were proposed for measurement properties of health status "
    "questionnaires. Journal of Clinical Epidemiology, 60(1), 34–42."
)
MACKINNON = (
    "MacKinnon, J. G., & White, H. (1985). Some heteroskedasticity-consistent covariance matrix estimators with "
    "improved finite sample properties. Journal of Econometrics, 29(3), 305–325."
)
KOENKER = (
    "Koenker, R. (1981). A note on studentizing a test for heteroscedasticity. Journal of Econometrics, 17(1), 107–112."
)
RAMSEY = (
    "Ramsey, J. B. (1969). Tests for specification errors in classical linear least-squares regression analysis. "
    "Journal of the Royal Statistical Society: Series B, 31(2), 350–371."
)
COOK = "Cook, R. D. (1977). Detection of influential observation in linear regression. Technometrics, 19(1), 15–18."
SHAPIRO = (
    "Shapiro, S. S., & Wilk, M. B. (1965). An analysis of variance test for normality (complete samples). Biometrika, "
    "52(3–4), 591–611."
)
OBRIEN = (
    "O’Brien, R. M. (2007). A caution regarding rules of thumb for variance inflation factors. Quality & Quantity, "
    "41(5), 673–690."
)
HENSELER = (
    "Henseler, J., Ringle, C. M., & Sarstedt, M. (2015). A new criterion for assessing discriminant validity in "
    "variance-based structural equation modeling. Journal of the Academy of Marketing Science, 43(1), 115–135."
)
SPEARMAN = (
    "Spearman, C. (1904). The proof and measurement of association between two things. The American Journal of "
    "Psychology, 15(1), 72–101."
)
JOANES = (
    "Joanes, D. N., & Gill, C. A. (1998). Comparing measures of sample skewness and kurtosis. Journal of the Royal "
    "Statistical Society: Series D (The Statistician), 47(1), 183–189."
)
PEARSON = (
    "Pearson, K. (1900). On the criterion that a given system of deviations from the probable in the case of a "
    "correlated system of variables is such that it can be reasonably supposed to have arisen from random sampling. "
    "Philosophical Magazine, 50(302), 157–175."
)
FREEMAN = (
    "Freeman, G. H., & Halton, J. H. (1951). Note on an exact treatment of contingency, goodness of fit and other "
    "problems of significance. Biometrika, 38(1–2), 141–149."
)
BERGSMA = (
    "Bergsma, W. (2013). A bias-correction for Cramér’s V and Tschuprow’s T. Journal of the Korean Statistical "
    "Society, 42(3), 323–328."
)
STEIGER = (
    "Steiger, J. H. (2004). Beyond the F test: Effect size confidence intervals and tests of close fit in the analysis "
    "of variance and contrast analysis. Psychological Methods, 9(2), 164–182."
)
HABERMAN = "Haberman, S. J. (1973). The analysis of residuals in cross-classified tables. Biometrics, 29(1), 205–220."
COCHRAN_Q = "Cochran, W. G. (1950). The comparison of percentages in matched samples. Biometrika, 37(3–4), 256–266."
MCNEMAR = (
    "McNemar, Q. (1947). Note on the sampling error of the difference between correlated proportions or percentages. "
    "Psychometrika, 12(2), 153–157."
)
REICHHELD = "Reichheld, F. F. (2003). The one number you need to grow. Harvard Business Review, 81(12), 46–54."
ROCKS = "Rocks, B. (2016). Interval estimation for the “Net Promoter Score”. The American Statistician, 70(4), 365–372."
NEWCOMBE = (
    "Newcombe, R. G. (1998). Interval estimation for the difference between independent proportions: Comparison of "
    "eleven methods. Statistics in Medicine, 17(8), 873–890."
)
DIXON = (
    "Dixon, M., Freeman, K., & Toman, N. (2010). Stop trying to delight your customers. Harvard Business Review, "
    "88(7–8), 116–122."
)
FORNELL = (
    "Fornell, C., Johnson, M. D., Anderson, E. W., Cha, J., & Bryant, B. E. (1996). The American Customer Satisfaction "
    "Index: Nature, purpose, and findings. Journal of Marketing, 60(4), 7–18."
)
WELCH = (
    "Welch, B. L. (1947). The generalization of ‘Student’s’ problem when several different population variances are "
    "involved. Biometrika, 34(1–2), 28–35."
)
MCDONALD = "McDonald, R. P. (1999). Test theory: A unified treatment. Lawrence Erlbaum."
RAYKOV = (
    "Raykov, T. (2002). Analytic estimation of standard error and confidence interval for scale reliability. "
    "Multivariate Behavioral Research, 37(1), 89–103."
)
REVELLE = (
    "Revelle, W., & Zinbarg, R. E. (2009). Coefficients alpha, beta, omega, and the glb: Comments on Sijtsma. "
    "Psychometrika, 74(1), 145–154."
)
GUTTMAN = "Guttman, L. (1945). A basis for analyzing test-retest reliability. Psychometrika, 10(4), 255–282."
BROWN = (
    "Brown, W. (1910). Some experimental results in the correlation of mental abilities. British Journal of "
    "Psychology, 3(3), 296–322."
)
SPEARMAN_HALVES = (
    "Spearman, C. (1910). Correlation calculated from faulty data. British Journal of Psychology, 3(3), 271–295."
)
OLSSON = (
    "Olsson, U. (1979). Maximum likelihood estimation of the polychoric correlation coefficient. Psychometrika, 44(4), "
    "443–460."
)
MUTHEN = (
    "Muthén, B. (1984). A general structural equation model with dichotomous, ordered categorical, and continuous "
    "latent variable indicators. Psychometrika, 49(1), 115–132."
)
ZUMBO = (
    "Zumbo, B. D., Gadermann, A. M., & Zeisser, C. (2007). Ordinal versions of coefficients alpha and theta for Likert "
    "rating scales. Journal of Modern Applied Statistical Methods, 6(1), 21–29."
)
CHALMERS = (
    "Chalmers, R. P. (2018). On misconceptions and the limited usefulness of ordinal alpha. Educational and "
    "Psychological Measurement, 78(6), 1056–1071."
)
SHROUT = (
    "Shrout, P. E., & Fleiss, J. L. (1979). Intraclass correlations: Uses in assessing rater reliability. "
    "Psychological Bulletin, 86(2), 420–428."
)
MCGRAW = (
    "McGraw, K. O., & Wong, S. P. (1996). Forming inferences about some intraclass correlation coefficients. "
    "Psychological Methods, 1(1), 30–46."
)
BONETT = (
    "Bonett, D. G., & Wright, T. A. (2000). Sample size requirements for estimating Pearson, Kendall and Spearman "
    "correlations. Psychometrika, 65(1), 23–28."
)
FIELLER = (
    "Fieller, E. C., Hartley, H. O., & Pearson, E. S. (1957). Tests for rank correlation coefficients: I. Biometrika, "
    "44(3–4), 470–481."
)
KENDALL = "Kendall, M. G. (1945). The treatment of ties in ranking problems. Biometrika, 33(3), 239–251."
FISHER_PARTIAL = "Fisher, R. A. (1924). The distribution of the partial correlation coefficient. Metron, 3, 329–332."
BENJAMINI = (
    "Benjamini, Y., & Hochberg, Y. (1995). Controlling the false discovery rate: A practical and powerful approach to "
    "multiple testing. Journal of the Royal Statistical Society: Series B, 57(1), 289–300."
)
DUNN = (
    "Dunn, O. J. (1961). Multiple comparisons among means. Journal of the American Statistical Association, 56(293), "
    "52–64."
)
JORESKOG = (
    "Jöreskog, K. G. (1969). A general approach to confirmatory maximum likelihood factor analysis. Psychometrika, "
    "34(2), 183–202."
)
HU_BENTLER = (
    "Hu, L., & Bentler, P. M. (1999). Cutoff criteria for fit indexes in covariance structure analysis: Conventional "
    "criteria versus new alternatives. Structural Equation Modeling, 6(1), 1–55."
)
YUAN_BENTLER = (
    "Yuan, K.-H., & Bentler, P. M. (2000). Three likelihood-based methods for mean and covariance structure analysis "
    "with nonnormal missing data. Sociological Methodology, 30(1), 165–200."
)
MARDIA = (
    "Mardia, K. V. (1970). Measures of multivariate skewness and kurtosis with applications. Biometrika, 57(3), "
    "519–530."
)
RHEMTULLA = (
    "Rhemtulla, M., Brosseau-Liard, P. É., & Savalei, V. (2012). When can categorical variables be treated as "
    "continuous? Psychological Methods, 17(3), 354–373."
)
ENDERS = (
    "Enders, C. K., & Bandalos, D. L. (2001). The relative performance of full information maximum likelihood "
    "estimation for missing data in structural equation models. Structural Equation Modeling, 8(3), 430–457."
)
FORNELL_LARCKER = (
    "Fornell, C., & Larcker, D. F. (1981). Evaluating structural equation models with unobservable variables and "
    "measurement error. Journal of Marketing Research, 18(1), 39–50."
)
PODSAKOFF = (
    "Podsakoff, P. M., MacKenzie, S. B., Lee, J.-Y., & Podsakoff, N. P. (2003). Common method biases in behavioral "
    "research: A critical review of the literature and recommended remedies. Journal of Applied Psychology, 88(5), "
    "879–903."
)
CHEN = (
    "Chen, F. F. (2007). Sensitivity of goodness of fit indexes to lack of measurement invariance. Structural Equation "
    "Modeling, 14(3), 464–504."
)
MEREDITH = (
    "Meredith, W. (1993). Measurement invariance, factor analysis and factorial invariance. Psychometrika, 58(4), "
    "525–543."
)
BARTLETT = (
    "Bartlett, M. S. (1951). The effect of standardization on a χ² approximation in factor analysis. Biometrika, "
    "38(3–4), 337–344."
)
KAISER_RICE = (
    "Kaiser, H. F., & Rice, J. (1974). Little jiffy, mark IV. Educational and Psychological Measurement, 34(1), "
    "111–117."
)
HORN = (
    "Horn, J. L. (1965). A rationale and test for the number of factors in factor analysis. Psychometrika, 30(2), "
    "179–185."
)
GLORFELD = (
    "Glorfeld, L. W. (1995). An improvement on Horn’s parallel analysis methodology for selecting the correct number "
    "of factors to retain. Educational and Psychological Measurement, 55(3), 377–393."
)
VELICER = (
    "Velicer, W. F. (1976). Determining the number of components from the matrix of partial correlations. "
    "Psychometrika, 41(3), 321–327."
)
VELICER_REVISED = (
    "Velicer, W. F., Eaton, C. A., & Fava, J. L. (2000). Construct explication through factor or component analysis: A "
    "review and evaluation of alternative procedures for determining the number of factors or components. In R. D. "
    "Goffin & E. Helmes (Eds.), Problems and solutions in human assessment (pp. 41–71). Kluwer."
)
HARMAN_JONES = (
    "Harman, H. H., & Jones, W. H. (1966). Factor analysis by minimizing residuals (minres). Psychometrika, 31(3), "
    "351–368."
)
JORESKOG_1977 = (
    "Jöreskog, K. G. (1977). Factor analysis by least-squares and maximum-likelihood methods. In K. Enslein, A. "
    "Ralston, & H. S. Wilf (Eds.), Statistical methods for digital computers (pp. 125–153). Wiley."
)
KAISER = (
    "Kaiser, H. F. (1958). The varimax criterion for analytic rotation in factor analysis. Psychometrika, 23(3), "
    "187–200."
)
JENNRICH_SAMPSON = (
    "Jennrich, R. I., & Sampson, P. F. (1966). Rotation for simple loadings. Psychometrika, 31(3), 313–323."
)
HENDRICKSON = (
    "Hendrickson, A. E., & White, P. O. (1964). Promax: A quick method for rotation to oblique simple structure. "
    "British Journal of Statistical Psychology, 17(1), 65–70."
)
COHEN = (
    "Cohen, J., Cohen, P., West, S. G., & Aiken, L. S. (2003). Applied multiple regression/correlation analysis for "
    "the behavioral sciences (3rd ed.). Lawrence Erlbaum."
)
CHOW = (
    "Chow, G. C. (1960). Tests of equality between sets of coefficients in two linear regressions. Econometrica, "
    "28(3), 591–605."
)
DAVISON = (
    "Davison, A. C., & Hinkley, D. V. (1997). Bootstrap methods and their application. Cambridge University Press."
)
ALLEN = (
    "Allen, D. M. (1974). The relationship between variable selection and data augmentation and a method for "
    "prediction. Technometrics, 16(1), 125–127."
)
STONE = (
    "Stone, M. (1974). Cross-validatory choice and assessment of statistical predictions. Journal of the Royal "
    "Statistical Society: Series B, 36(2), 111–147."
)
DURBIN = (
    "Durbin, J., & Watson, G. S. (1951). Testing for serial correlation in least squares regression. II. Biometrika, "
    "38(1–2), 159–178."
)
HUBER = (
    "Huber, P. J. (1964). Robust estimation of a location parameter. Annals of Mathematical Statistics, 35(1), 73–101."
)
HUBER_ERRORS = "Huber, P. J. (1981). Robust statistics. Wiley."
MCCULLAGH = (
    "McCullagh, P. (1980). Regression models for ordinal data. Journal of the Royal Statistical Society: Series B, "
    "42(2), 109–142."
)
PETERSON = (
    "Peterson, B., & Harrell, F. E. (1990). Partial proportional odds models for ordinal response variables. Applied "
    "Statistics, 39(2), 205–217."
)
DELONG = (
    "DeLong, E. R., DeLong, D. M., & Clarke-Pearson, D. L. (1988). Comparing the areas under two or more correlated "
    "receiver operating characteristic curves: A nonparametric approach. Biometrics, 44(3), 837–845."
)
BRIER = (
    "Brier, G. W. (1950). Verification of forecasts expressed in terms of probability. Monthly Weather Review, "
    "78(1), 1–3."
)
COX = "Cox, D. R. (1958). Two further applications of a model for binary regression. Biometrika, 45(3–4), 562–565."
NAGELKERKE = (
    "Nagelkerke, N. J. D. (1991). A note on a general definition of the coefficient of determination. Biometrika, "
    "78(3), 691–692."
)
HOSMER = (
    "Hosmer, D. W., & Lemeshow, S. (1980). Goodness of fit tests for the multiple logistic regression model. "
    "Communications in Statistics – Theory and Methods, 9(10), 1043–1069."
)
ALBERT = (
    "Albert, A., & Anderson, J. A. (1984). On the existence of maximum likelihood estimates in logistic regression "
    "models. Biometrika, 71(1), 1–10."
)
AIKEN = "Aiken, L. S., & West, S. G. (1991). Multiple regression: Testing and interpreting interactions. Sage."
JOHNSON_NEYMAN = (
    "Johnson, P. O., & Neyman, J. (1936). Tests of certain linear hypotheses and their application to some educational "
    "problems. Statistical Research Memoirs, 1, 57–93."
)
BAUER = (
    "Bauer, D. J., & Curran, P. J. (2005). Probing interactions in fixed and multilevel regression: Inferential and "
    "graphical techniques. Multivariate Behavioral Research, 40(3), 373–400."
)
LINDEMAN = (
    "Lindeman, R. H., Merenda, P. F., & Gold, R. Z. (1980). Introduction to bivariate and multivariate analysis. "
    "Scott, Foresman."
)
GROEMPING = (
    "Grömping, U. (2007). Estimators of relative importance in linear regression based on variance decomposition. The "
    "American Statistician, 61(2), 139–147."
)
JOHNSON_2000 = (
    "Johnson, J. W. (2000). A heuristic method for estimating the relative weight of predictor variables in multiple "
    "regression. Multivariate Behavioral Research, 35(1), 1–19."
)
AZEN = (
    "Azen, R., & Budescu, D. V. (2003). The dominance analysis approach for comparing predictors in multiple "
    "regression. Psychological Methods, 8(2), 129–148."
)
EFRON = (
    "Efron, B. (1987). Better bootstrap confidence intervals. Journal of the American Statistical Association, "
    "82(397), 171–185."
)
PREACHER = (
    "Preacher, K. J., & Hayes, A. F. (2008). Asymptotic and resampling strategies for assessing and comparing indirect "
    "effects in multiple mediator models. Behavior Research Methods, 40(3), 879–891."
)
HAYES = (
    "Hayes, A. F. (2015). An index and test of linear moderated mediation. Multivariate Behavioral Research, "
    "50(1), 1–22."
)
MAXWELL = (
    "Maxwell, S. E., & Cole, D. A. (2007). Bias in cross-sectional analyses of longitudinal mediation. Psychological "
    "Methods, 12(1), 23–44."
)
WELCH_1951 = (
    "Welch, B. L. (1951). On the comparison of several mean values: An alternative approach. Biometrika, 38(3–4), "
    "330–336."
)
HEDGES = (
    "Hedges, L. V. (1981). Distribution theory for Glass’s estimator of effect size and related estimators. Journal of "
    "Educational Statistics, 6(2), 107–128."
)
MANN = (
    "Mann, H. B., & Whitney, D. R. (1947). On a test of whether one of two random variables is stochastically larger "
    "than the other. Annals of Mathematical Statistics, 18(1), 50–60."
)
KRUSKAL = (
    "Kruskal, W. H., & Wallis, W. A. (1952). Use of ranks in one-criterion variance analysis. Journal of the American "
    "Statistical Association, 47(260), 583–621."
)
BROWN_FORSYTHE = (
    "Brown, M. B., & Forsythe, A. B. (1974). Robust tests for the equality of variances. Journal of the American "
    "Statistical Association, 69(346), 364–367."
)
GAMES = (
    "Games, P. A., & Howell, J. F. (1976). Pairwise multiple comparison procedures with unequal n’s and/or "
    "variances: A Monte Carlo study. Journal of Educational Statistics, 1(2), 113–125."
)
TUKEY = "Tukey, J. W. (1949). Comparing individual means in the analysis of variance. Biometrics, 5(2), 99–114."
DUNN_1964 = "Dunn, O. J. (1964). Multiple comparisons using rank sums. Technometrics, 6(3), 241–252."
SCHUIRMANN = (
    "Schuirmann, D. J. (1987). A comparison of the two one-sided tests procedure and the power approach for "
    "assessing the equivalence of average bioavailability. Journal of Pharmacokinetics and Biopharmaceutics, 15(6), "
    "657–680."
)
FOX = "Fox, J., & Weisberg, S. (2019). An R companion to applied regression (3rd ed.). Sage."
SEARLE = (
    "Searle, S. R., Speed, F. M., & Milliken, G. A. (1980). Population marginal means in the linear model: An "
    "alternative to least squares means. The American Statistician, 34(4), 216–221."
)
PARASURAMAN = (
    "Parasuraman, A., Zeithaml, V. A., & Berry, L. L. (1988). SERVQUAL: A multiple-item scale for measuring consumer "
    "perceptions of service quality. Journal of Retailing, 64(1), 12–40."
)
PARASURAMAN_1994 = (
    "Parasuraman, A., Zeithaml, V. A., & Berry, L. L. (1994). Alternative scales for measuring service quality: A "
    "comparative assessment based on psychometric and diagnostic criteria. Journal of Retailing, 70(3), 201–230."
)
PETER = (
    "Peter, J. P., Churchill, G. A., & Brown, T. J. (1993). Caution in the use of difference scores in consumer "
    "research. Journal of Consumer Research, 19(4), 655–662."
)
WILCOXON = "Wilcoxon, F. (1945). Individual comparisons by ranking methods. Biometrics Bulletin, 1(6), 80–83."
MARTILLA = (
    "Martilla, J. A., & James, J. C. (1977). Importance-performance analysis. Journal of Marketing, 41(1), 77–79."
)
DEMPSTER = (
    "Dempster, A. P., Laird, N. M., & Rubin, D. B. (1977). Maximum likelihood from incomplete data via the EM "
    "algorithm. Journal of the Royal Statistical Society: Series B, 39(1), 1–38."
)
LITTLE = (
    "Little, R. J. A. (1988). A test of missing completely at random for multivariate data with missing values. "
    "Journal of the American Statistical Association, 83(404), 1198–1202."
)
RUBIN_MISSING = "Rubin, D. B. (1976). Inference and missing data. Biometrika, 63(3), 581–592."
RUBIN = "Rubin, D. B. (1987). Multiple imputation for nonresponse in surveys. Wiley."
BARNARD = (
    "Barnard, J., & Rubin, D. B. (1999). Small-sample degrees of freedom with multiple imputation. Biometrika, 86(4), "
    "948–955."
)
BUUREN = (
    "van Buuren, S., & Groothuis-Oudshoorn, K. (2011). mice: Multivariate imputation by chained equations in R. "
    "Journal of Statistical Software, 45(3), 1–67."
)
RUBIN_SCHENKER = (
    "Rubin, D. B., & Schenker, N. (1986). Multiple imputation for interval estimation from simple random samples with "
    "ignorable nonresponse. Journal of the American Statistical Association, 81(394), 366–374."
)
KISH = "Kish, L. (1965). Survey sampling. Wiley."
DEMING = (
    "Deming, W. E., & Stephan, F. F. (1940). On a least squares adjustment of a sampled frequency table when the "
    "expected marginal totals are known. Annals of Mathematical Statistics, 11(4), 427–444."
)
BINDER = (
    "Binder, D. A. (1983). On the variances of asymptotically normal estimators from complex surveys. International "
    "Statistical Review, 51(3), 279–292."
)
