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
