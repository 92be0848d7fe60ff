"""What the data quality Finding refers to."""

AAPOR = (
    "American Association for Public Opinion Research. (2023). Standard definitions: Final dispositions of case codes "
    "and outcome rates for surveys (10th ed.)."
)
MEADE = (
    "Meade, A. W., & Craig, S. B. (2012). Identifying careless responses in survey data. Psychological Methods, "
    "17(3), 437–455."
)
OF_A_RULE = {
    "near_duplicates": "Kuriakose, N., & Robbins, M. (2016). Don’t get duped: Fraud through duplication in public "
    "opinion surveys. Statistical Journal of the IAOS, 32(3), 283–291.",
    "fast_reading": "Zhang, C., & Conrad, F. G. (2014). Speeding in web surveys: The tendency to answer very fast and "
    "its association with straightlining. Survey Research Methods, 8(2), 127–135.",
    "variability": "Dunn, A. M., Heggestad, E. D., Shanock, L. R., & Theilgard, N. (2018). Intra-individual response "
    "variability as an indicator of insufficient effort responding: Comparison to other indicators and relationships "
    "with individual differences. Journal of Business and Psychology, 33(1), 105–121.",
    "even_odd": "Johnson, J. A. (2005). Ascertaining the validity of individual protocols from web-based personality "
    "inventories. Journal of Research in Personality, 39(1), 103–129.",
    "outlier": "Mahalanobis, P. C. (1936). On the generalised distance in statistics. Proceedings of the National "
    "Institute of Sciences of India, 2(1), 49–55.",
    "interviewer": "Shrout, P. E., & Fleiss, J. L. (1979). Intraclass correlations: Uses in assessing rater "
    "reliability. Psychological Bulletin, 86(2), 420–428.",
}
"""Kind of flag -> the work that it is after."""
