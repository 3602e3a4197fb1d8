-- grants 1.0, for BigQuery
-- sha256:71a26dc4816a5900ab85cf7b5c0c77f01ed72e5ce081884fa5b55b3f30eedd07
-- Set a default data set: no name here has one. CURRENT_DATE is the day in UTC.
-- Stored arrays hold no NULL, and none is NULL itself: a list that is missing reads as an empty one.
-- Written and read back, never run by the project's tests on this database: try it before you rely on it.
-- As of 2026-09-15.
-- season = 2026-07-01/2027-01-01
-- quota = 2
-- known_themes = culture; o'neill; '; DROP TABLE grants; --
-- Reads, one row a record, keys without duplicates:
-- grants: id STRING, name STRING, holder STRING, kind STRING, themes ARRAY<STRING>, amounts ARRAY<INT64>, start_date DATE, months INT64, amount BIGNUMERIC, share BIGNUMERIC, paid BOOL
-- holders: id STRING, name STRING, reason STRING
-- waivers: rule STRING, subject STRING, reason STRING, granted_by STRING, granted_on DATE, expires_on DATE, case_number STRING
-- assessments: judgement STRING, subject STRING, answer BOOL, by STRING, on DATE, valid_until DATE, reason STRING

WITH `grant` AS (
  SELECT
    NULLIF(TRIM(`given`.`id`), '') AS `id`,
    NULLIF(TRIM(`given`.`holder`), '') AS `holder`,
    CASE
      WHEN `given`.`kind` IN ('art', 'it\'s', '*/; DROP TABLE grants; --')
      THEN `given`.`kind`
    END AS `kind`,
    CASE
      WHEN NOT `given`.`themes` IS NULL
      THEN ARRAY(
        SELECT
          CASE
            WHEN `each__element` IN ('culture', 'sport', 'o\'neill')
            THEN `each__element`
          END
        FROM UNNEST(`given`.`themes`) AS `each__element` WITH OFFSET AS `at`
        ORDER BY
          `at`
      )
    END AS `themes`,
    `given`.`amounts` AS `amounts`,
    `given`.`start_date` AS `start_date`,
    CASE
      WHEN (
        `given`.`months` > (
          -1000000000000000000
        )
      )
      AND (
        `given`.`months` < 1000000000000000000
      )
      THEN `given`.`months`
    END AS `months`,
    CASE
      WHEN (
        `given`.`amount` > CAST('-1000000000000000000' AS BIGNUMERIC)
      )
      AND (
        `given`.`amount` < CAST('1000000000000000000' AS BIGNUMERIC)
      )
      THEN `given`.`amount`
    END AS `amount`,
    CASE
      WHEN (
        `given`.`share` > CAST('-1000000000000000000' AS BIGNUMERIC)
      )
      AND (
        `given`.`share` < CAST('1000000000000000000' AS BIGNUMERIC)
      )
      THEN `given`.`share`
    END AS `share`,
    `given`.`paid` AS `paid`
  FROM `grants` AS `given`
  WHERE
    NOT NULLIF(TRIM(`given`.`id`), '') IS NULL
), `holder` AS (
  SELECT
    NULLIF(TRIM(`given`.`id`), '') AS `id`,
    NULLIF(TRIM(`given`.`reason`), '') AS `reason`
  FROM `holders` AS `given`
  WHERE
    NOT NULLIF(TRIM(`given`.`id`), '') IS NULL
), `schemes__2__` AS (
  SELECT
    CAST(CAST('0' AS BIGNUMERIC) AS BIGNUMERIC) AS `least`
  UNION ALL
  SELECT
    CAST(CAST('100000.5' AS BIGNUMERIC) AS BIGNUMERIC) AS `least`
), `grant__own_part__end_date__holder__reason__of__use__when__s__` AS (
  SELECT
    `this`.*,
    (
      SELECT
        CASE WHEN ABS(`result`) < 1000000000000000000 THEN `result` END
      FROM UNNEST([CAST(`this`.`amount` AS BIGNUMERIC) * CAST(`this`.`share` AS BIGNUMERIC)]) AS `result`
    ) AS `own_part`,
    DATE_ADD(
      `this`.`start_date`,
      INTERVAL (
        CASE
          WHEN (
            EXTRACT(YEAR FROM `this`.`start_date`) * 12 + EXTRACT(MONTH FROM `this`.`start_date`) - 1 + `this`.`months`
          ) BETWEEN 12 AND 119999
          THEN `this`.`months`
        END
      ) MONTH
    ) AS `end_date`,
    `holder`.`reason` AS `holder__reason`,
    `this`.`start_date` >= CAST('2026-09-15' AS DATE) AS `of__use__when`,
    CASE `schemes`.`any1`
      WHEN 2
      THEN TRUE
      WHEN 0
      THEN FALSE
      WHEN 1
      THEN CAST(NULL AS BOOL)
      ELSE FALSE
    END AS `schemes__any`,
    CASE (
        SELECT
          MIN(`each`.`value1`)
        FROM (
          SELECT
            CASE `each__item`.`value` IN ('culture', 'o\'neill', '\'; DROP TABLE grants; --')
              WHEN TRUE
              THEN 2
              WHEN FALSE
              THEN 0
              ELSE 1
            END AS `value1`
          FROM (
            SELECT
              `value`
            FROM UNNEST(`this`.`themes`) AS `value`
          ) AS `each__item`
        ) AS `each`
      )
      WHEN 2
      THEN TRUE
      WHEN 0
      THEN FALSE
      WHEN 1
      THEN CAST(NULL AS BOOL)
      ELSE CASE WHEN NOT `this`.`themes` IS NULL THEN TRUE END
    END
    AND (
      CAST((
        SELECT
          CASE WHEN ABS(`result`) < 1000000000000000000 THEN `result` END
        FROM UNNEST([
          CASE
            WHEN NOT `this`.`amounts` IS NULL
            THEN (
              SELECT
                CASE
                  WHEN COALESCE(MAX(`each`.`value2`), 0) = 0
                  THEN COALESCE(SUM(CAST(`each`.`value1` AS BIGNUMERIC)), 0)
                END
              FROM (
                SELECT
                  `each__a`.`value` AS `value1`,
                  CASE WHEN `each__a`.`value` IS NULL THEN 1 ELSE 0 END AS `value2`
                FROM (
                  SELECT
                    `value`
                  FROM UNNEST(`this`.`amounts`) AS `value`
                ) AS `each__a`
              ) AS `each`
            )
          END
        ]) AS `result`
      ) AS INT64) < `this`.`amount`
    ) AS `themes__known__require`
  FROM `grant` AS `this`
  LEFT JOIN `holder` AS `holder`
    ON `holder`.`id` = `this`.`holder`
  LEFT JOIN (
    SELECT
      `each`.`key`,
      MAX(CASE `each`.`any1` WHEN TRUE THEN 2 WHEN FALSE THEN 0 ELSE 1 END) AS `any1`
    FROM (
      SELECT
        `this`.`id` AS `key`,
        `that`.`least` <= `this`.`amount` AS `any1`
      FROM `grant` AS `this`
      CROSS JOIN `schemes__2__` AS `that`
    ) AS `each`
    WHERE
      (
        `each`.`any1` IS NULL
      ) OR `each`.`any1`
    GROUP BY
      `each`.`key`
  ) AS `schemes`
    ON `schemes`.`key` = `this`.`id`
), `holder__grants__count__grants__count__2__grants__count__3__` AS (
  SELECT
    `this`.*,
    CASE
      WHEN COALESCE(`grants`.`open2`, 0) = 0
      THEN CAST(COALESCE(`grants`.`count1`, 0) AS INT64)
    END AS `grants__count`,
    CASE
      WHEN COALESCE(`grants`.`open4`, 0) = 0
      THEN CAST(COALESCE(`grants`.`count3`, 0) AS INT64)
    END AS `grants__count__2__`,
    CASE
      WHEN COALESCE(`grants`.`open6`, 0) = 0
      THEN CAST(COALESCE(`grants`.`count5`, 0) AS INT64)
    END AS `grants__count__3__`
  FROM `holder` AS `this`
  LEFT JOIN (
    SELECT
      `each`.`key`,
      COUNT(CASE WHEN `each`.`if1` THEN 1 END) AS `count1`,
      COUNT(*) - COUNT(`each`.`if1`) AS `open2`,
      COUNT(CASE WHEN `each`.`if2` THEN 1 END) AS `count3`,
      COUNT(*) - COUNT(`each`.`if2`) AS `open4`,
      COUNT(CASE WHEN `each`.`if3` THEN 1 END) AS `count5`,
      COUNT(*) - COUNT(`each`.`if3`) AS `open6`
    FROM (
      SELECT
        `that`.`holder` AS `key`,
        (
          `that`.`start_date` >= CAST('2026-07-01' AS DATE)
        )
        AND (
          `that`.`start_date` < CAST('2027-01-01' AS DATE)
        ) AS `if1`,
        `that`.`kind` = 'art' AS `if2`,
        `that`.`kind` = 'it\'s' AS `if3`
      FROM `grant` AS `that`
    ) AS `each`
    WHERE
      (
        (
          `each`.`if1` IS NULL
        ) OR `each`.`if1`
      )
      OR (
        (
          `each`.`if2` IS NULL
        ) OR `each`.`if2`
      )
      OR (
        (
          `each`.`if3` IS NULL
        ) OR `each`.`if3`
      )
    GROUP BY
      `each`.`key`
  ) AS `grants`
    ON `grants`.`key` = `this`.`id`
), `grant__risks__large__money__and__end__require__money__and__end__` AS (
  SELECT
    `this`.*,
    `this`.`own_part` > 100000 AS `risks__large`,
    (
      `this`.`end_date` <= DATE_ADD(
        CAST('2026-09-15' AS DATE),
        INTERVAL (
          CASE
            WHEN (
              DATE_DIFF(CAST('2026-09-15' AS DATE), CAST('0001-01-01' AS DATE), DAY) + 400
            ) BETWEEN 0 AND 3652058
            THEN 400
          END
        ) DAY
      )
    )
    AND CASE (
        SELECT
          MAX(`each`.`value1`)
        FROM (
          SELECT
            CASE `each__a`.`value` > 10 WHEN TRUE THEN 2 WHEN FALSE THEN 0 ELSE 1 END AS `value1`
          FROM (
            SELECT
              `value`
            FROM UNNEST(`this`.`amounts`) AS `value`
          ) AS `each__a`
        ) AS `each`
      )
      WHEN 2
      THEN TRUE
      WHEN 0
      THEN FALSE
      WHEN 1
      THEN CAST(NULL AS BOOL)
      ELSE CASE WHEN NOT `this`.`amounts` IS NULL THEN FALSE END
    END AS `money__and__end__require`,
    NOT `this`.`holder__reason` IS NULL AS `money__and__end__unless`,
    (
      NOT `this`.`paid`
    ) AND `this`.`schemes__any` AS `schemes__to__consider__recommend`
  FROM `grant__own_part__end_date__holder__reason__of__use__when__s__` AS `this`
), `holder__in_season` AS (
  SELECT
    `this`.*,
    `this`.`grants__count` AS `in_season`
  FROM `holder__grants__count__grants__count__2__grants__count__3__` AS `this`
), `grant__money__and__end__when` AS (
  SELECT
    `this`.*,
    `this`.`risks__large` OR (
      `this`.`kind` = '*/; DROP TABLE grants; --'
    ) AS `money__and__end__when`
  FROM `grant__risks__large__money__and__end__require__money__and__end__` AS `this`
), `holder__quota__art__require__quota__it__s__require` AS (
  SELECT
    `this`.*,
    (
      `this`.`in_season` <= 2
    ) AND (
      `this`.`grants__count__2__` <= 1
    ) AS `quota__art__require`,
    (
      `this`.`in_season` <= 2
    ) AND (
      `this`.`grants__count__3__` <= 1
    ) AS `quota__it__s__require`
  FROM `holder__in_season` AS `this`
), `grant__outcomes` AS (
  SELECT
    `this`.`id` AS `subject`,
    CASE `this`.`money__and__end__when`
      WHEN TRUE
      THEN CASE `this`.`money__and__end__require`
        WHEN TRUE
        THEN 0
        WHEN FALSE
        THEN CASE WHEN COALESCE(`this`.`money__and__end__unless`, FALSE) THEN 4 ELSE 2 END
        ELSE CASE WHEN COALESCE(`this`.`money__and__end__unless`, FALSE) THEN 4 ELSE 3 END
      END
      WHEN FALSE
      THEN 1
      ELSE CASE
        WHEN `this`.`money__and__end__require`
        THEN 0
        WHEN COALESCE(`this`.`money__and__end__unless`, FALSE)
        THEN 4
        ELSE 3
      END
    END AS `money__and__end`, /* 1 */
    CASE `this`.`of__use__when` WHEN TRUE THEN 6 WHEN FALSE THEN 1 ELSE 3 END AS `of__use`, /* 4 */
    CASE WHEN `this`.`schemes__to__consider__recommend` THEN 5 ELSE 1 END AS `schemes__to__consider`, /* 5 */
    CASE `this`.`themes__known__require` WHEN TRUE THEN 0 WHEN FALSE THEN 2 ELSE 3 END AS `themes__known` /* 3'; DROP TABLE grants; -- */
  FROM `grant__money__and__end__when` AS `this`
), `holder__outcomes` AS (
  SELECT
    `this`.`id` AS `subject`,
    CASE `this`.`quota__art__require` WHEN TRUE THEN 0 WHEN FALSE THEN 2 ELSE 3 END AS `quota__art__`, /* 2 * / DROP TABLE grants; -- */
    CASE `this`.`quota__it__s__require` WHEN TRUE THEN 0 WHEN FALSE THEN 2 ELSE 3 END AS `quota__it__s__` /* 2 * / DROP TABLE grants; -- */
  FROM `holder__quota__art__require__quota__it__s__require` AS `this`
), `waivers__in__force` AS (
  SELECT
    `rule`,
    `subject`
  FROM `waivers`
  WHERE
    (
      `granted_on` <= CAST('2026-09-15' AS DATE)
    )
    AND (
      CAST('2026-09-15' AS DATE) < `expires_on`
    )
), `assessments__in__force` AS (
  SELECT
    `judgement`,
    `subject`,
    `answer`
  FROM (
    SELECT
      `judgement`,
      `subject`,
      `answer`,
      ROW_NUMBER() OVER (
        PARTITION BY `judgement`, `subject`
        ORDER BY `on` DESC, CASE WHEN `answer` THEN 1 ELSE 0 END
      ) AS `nth`
    FROM `assessments`
    WHERE
      (
        NOT `answer` IS NULL
      )
      AND (
        (
          `on` <= CAST('2026-09-15' AS DATE)
        )
        AND (
          CAST('2026-09-15' AS DATE) < `valid_until`
        )
      )
  ) AS `ranked`
  WHERE
    `nth` = 1
), `money__and__end` AS (
  /* 1 */
  SELECT
    'grant' AS `type`,
    `o`.`subject` AS `subject`,
    'money-and-end' AS `rule`,
    CASE
      WHEN (
        `o`.`money__and__end` = 2
      ) AND (
        NOT `d`.`subject` IS NULL
      )
      THEN 'waived'
      WHEN `o`.`money__and__end` = 0
      THEN 'satisfied'
      WHEN `o`.`money__and__end` = 1
      THEN 'not_applicable'
      WHEN `o`.`money__and__end` = 2
      THEN 'violated'
      WHEN `o`.`money__and__end` = 3
      THEN 'undetermined'
      WHEN `o`.`money__and__end` = 4
      THEN 'excepted'
    END AS `outcome`
  FROM `grant__outcomes` AS `o`
  LEFT JOIN (
    SELECT DISTINCT
      `subject`
    FROM `waivers__in__force`
    WHERE
      `rule` IN ('money-and-end')
  ) AS `d`
    ON `d`.`subject` = `o`.`subject`
), `of__use` AS (
  /* 4 */
  SELECT
    'grant' AS `type`,
    `o`.`subject` AS `subject`,
    'of-use' AS `rule`,
    CASE
      WHEN (
        `o`.`of__use` = 6
      ) AND (
        NOT `d`.`subject` IS NULL
      )
      THEN CASE WHEN `d`.`answer` THEN 'satisfied' ELSE 'violated' END
      WHEN `o`.`of__use` = 6
      THEN 'needs_judgement'
      WHEN `o`.`of__use` = 1
      THEN 'not_applicable'
      WHEN `o`.`of__use` = 3
      THEN 'undetermined'
    END AS `outcome`
  FROM `grant__outcomes` AS `o`
  LEFT JOIN (
    SELECT
      `subject`,
      `answer`
    FROM `assessments__in__force`
    WHERE
      `judgement` = 'of-use'
  ) AS `d`
    ON `d`.`subject` = `o`.`subject`
), `schemes__to__consider` AS (
  /* 5 */
  SELECT
    'grant' AS `type`,
    `o`.`subject` AS `subject`,
    'schemes-to-consider' AS `rule`,
    CASE
      WHEN `o`.`schemes__to__consider` = 5
      THEN 'recommended'
      WHEN `o`.`schemes__to__consider` = 1
      THEN 'not_applicable'
    END AS `outcome`
  FROM `grant__outcomes` AS `o`
), `themes__known` AS (
  /* 3'; DROP TABLE grants; -- */
  SELECT
    'grant' AS `type`,
    `o`.`subject` AS `subject`,
    'themes-known' AS `rule`,
    CASE
      WHEN (
        `o`.`themes__known` = 2
      ) AND (
        NOT `d`.`subject` IS NULL
      )
      THEN 'waived'
      WHEN `o`.`themes__known` = 0
      THEN 'satisfied'
      WHEN `o`.`themes__known` = 1
      THEN 'not_applicable'
      WHEN `o`.`themes__known` = 2
      THEN 'violated'
      WHEN `o`.`themes__known` = 3
      THEN 'undetermined'
    END AS `outcome`
  FROM `grant__outcomes` AS `o`
  LEFT JOIN (
    SELECT DISTINCT
      `subject`
    FROM `waivers__in__force`
    WHERE
      `rule` IN ('themes-known')
  ) AS `d`
    ON `d`.`subject` = `o`.`subject`
), `quota__art__` AS (
  /* 2 * / DROP TABLE grants; -- */
  SELECT
    'holder' AS `type`,
    `o`.`subject` AS `subject`,
    'quota[art]' AS `rule`,
    CASE
      WHEN (
        `o`.`quota__art__` = 2
      ) AND (
        NOT `d`.`subject` IS NULL
      )
      THEN 'waived'
      WHEN `o`.`quota__art__` = 0
      THEN 'satisfied'
      WHEN `o`.`quota__art__` = 1
      THEN 'not_applicable'
      WHEN `o`.`quota__art__` = 2
      THEN 'violated'
      WHEN `o`.`quota__art__` = 3
      THEN 'undetermined'
    END AS `outcome`
  FROM `holder__outcomes` AS `o`
  LEFT JOIN (
    SELECT DISTINCT
      `subject`
    FROM `waivers__in__force`
    WHERE
      `rule` IN ('quota[art]', 'quota')
  ) AS `d`
    ON `d`.`subject` = `o`.`subject`
), `quota__it__s__` AS (
  /* 2 * / DROP TABLE grants; -- */
  SELECT
    'holder' AS `type`,
    `o`.`subject` AS `subject`,
    'quota[it\'s]' AS `rule`,
    CASE
      WHEN (
        `o`.`quota__it__s__` = 2
      ) AND (
        NOT `d`.`subject` IS NULL
      )
      THEN 'waived'
      WHEN `o`.`quota__it__s__` = 0
      THEN 'satisfied'
      WHEN `o`.`quota__it__s__` = 1
      THEN 'not_applicable'
      WHEN `o`.`quota__it__s__` = 2
      THEN 'violated'
      WHEN `o`.`quota__it__s__` = 3
      THEN 'undetermined'
    END AS `outcome`
  FROM `holder__outcomes` AS `o`
  LEFT JOIN (
    SELECT DISTINCT
      `subject`
    FROM `waivers__in__force`
    WHERE
      `rule` IN ('quota[it\'s]', 'quota')
  ) AS `d`
    ON `d`.`subject` = `o`.`subject`
)
SELECT
  `type`,
  `subject`,
  `rule`,
  `outcome`
FROM `money__and__end`
UNION ALL
SELECT
  `type`,
  `subject`,
  `rule`,
  `outcome`
FROM `of__use`
UNION ALL
SELECT
  `type`,
  `subject`,
  `rule`,
  `outcome`
FROM `schemes__to__consider`
UNION ALL
SELECT
  `type`,
  `subject`,
  `rule`,
  `outcome`
FROM `themes__known`
UNION ALL
SELECT
  `type`,
  `subject`,
  `rule`,
  `outcome`
FROM `quota__art__`
UNION ALL
SELECT
  `type`,
  `subject`,
  `rule`,
  `outcome`
FROM `quota__it__s__`;
