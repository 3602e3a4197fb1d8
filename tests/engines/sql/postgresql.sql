-- grants 1.0, for PostgreSQL
-- sha256:71a26dc4816a5900ab85cf7b5c0c77f01ed72e5ce081884fa5b55b3f30eedd07
-- As of 2026-09-15.
-- season = 2026-07-01/2027-01-01
-- quota = 2
-- known_themes = culture; o'neill; '; DROP TABLE grants; --
-- Reads, one row a record, keys without duplicates:
-- grants: id TEXT, name TEXT, holder TEXT, kind TEXT, themes TEXT[], amounts BIGINT[], start_date DATE, months BIGINT, amount DECIMAL, share DECIMAL, paid BOOLEAN
-- holders: id TEXT, name TEXT, reason TEXT
-- waivers: rule TEXT, subject TEXT, reason TEXT, granted_by TEXT, granted_on DATE, expires_on DATE, case_number TEXT
-- assessments: judgement TEXT, subject TEXT, answer BOOLEAN, by TEXT, on DATE, valid_until DATE, reason TEXT

WITH "grant" AS MATERIALIZED (
  SELECT
    NULLIF(TRIM("given"."id"), '') AS "id",
    NULLIF(TRIM("given"."holder"), '') AS "holder",
    CASE
      WHEN "given"."kind" IN ('art', 'it''s', '*/; DROP TABLE grants; --')
      THEN "given"."kind"
    END AS "kind",
    CASE
      WHEN NOT "given"."themes" IS NULL
      THEN ARRAY(
        SELECT
          CASE
            WHEN "each"."value" IN ('culture', 'sport', 'o''neill')
            THEN "each"."value"
          END
        FROM UNNEST("given"."themes") WITH ORDINALITY AS "each"("value", "at")
        ORDER BY
          "each"."at"
      )
    END AS "themes",
    "given"."amounts" AS "amounts",
    "given"."start_date" AS "start_date",
    CASE
      WHEN (
        "given"."months" > (
          -1000000000000000000
        )
      )
      AND (
        "given"."months" < 1000000000000000000
      )
      THEN "given"."months"
    END AS "months",
    CASE
      WHEN (
        "given"."amount" > (
          -1000000000000000000
        )
      )
      AND (
        "given"."amount" < 1000000000000000000
      )
      THEN "given"."amount"
    END AS "amount",
    CASE
      WHEN (
        "given"."share" > (
          -1000000000000000000
        )
      )
      AND (
        "given"."share" < 1000000000000000000
      )
      THEN "given"."share"
    END AS "share",
    "given"."paid" AS "paid"
  FROM "grants" AS "given"
  WHERE
    NOT NULLIF(TRIM("given"."id"), '') IS NULL
), "holder" AS MATERIALIZED (
  SELECT
    NULLIF(TRIM("given"."id"), '') AS "id",
    NULLIF(TRIM("given"."reason"), '') AS "reason"
  FROM "holders" AS "given"
  WHERE
    NOT NULLIF(TRIM("given"."id"), '') IS NULL
), "schemes (2)" AS MATERIALIZED (
  SELECT
    CAST(0 AS DECIMAL) AS "least"
  UNION ALL
  SELECT
    CAST(100000.5 AS DECIMAL) AS "least"
), "grant: own_part, end_date, holder.reason, of-use: when, s…" AS MATERIALIZED (
  SELECT
    "this".*,
    CAST((
      SELECT
        CASE WHEN ABS("result"."value") < 1000000000000000000 THEN "result"."value" END
      FROM (
        SELECT
          CAST("this"."amount" AS DECIMAL) * CAST("this"."share" AS DECIMAL) AS "value"
      ) AS "result"
    ) AS DECIMAL) AS "own_part",
    CASE
      WHEN (
        CAST(EXTRACT(YEAR FROM "this"."start_date") AS BIGINT) * 12 + CAST(EXTRACT(MONTH FROM "this"."start_date") AS BIGINT) + "this"."months"
      ) BETWEEN 13 AND 120000
      THEN CAST("this"."start_date" + (
        CAST(CASE
          WHEN NOT "this"."months" IS NULL
          THEN GREATEST(LEAST("this"."months", 119988), -119988)
        END AS INT) * INTERVAL '1 MONTH'
      ) AS DATE)
    END AS "end_date",
    "holder"."reason" AS "holder.reason",
    "this"."start_date" >= CAST('2026-09-15' AS DATE) AS "of-use: when",
    CASE "schemes"."any1"
      WHEN 2
      THEN TRUE
      WHEN 0
      THEN FALSE
      WHEN 1
      THEN CAST(NULL AS BOOLEAN)
      ELSE FALSE
    END AS "schemes.any",
    CASE (
        SELECT
          MIN("each"."value1")
        FROM (
          SELECT
            CASE "each item"."value" IN ('culture', 'o''neill', '''; DROP TABLE grants; --')
              WHEN TRUE
              THEN 2
              WHEN FALSE
              THEN 0
              ELSE 1
            END AS "value1"
          FROM UNNEST("this"."themes") AS "each item"("value")
        ) AS "each"
      )
      WHEN 2
      THEN TRUE
      WHEN 0
      THEN FALSE
      WHEN 1
      THEN CAST(NULL AS BOOLEAN)
      ELSE CASE WHEN NOT "this"."themes" IS NULL THEN TRUE END
    END
    AND (
      CAST((
        SELECT
          CASE WHEN ABS("result"."value") < 1000000000000000000 THEN "result"."value" END
        FROM (
          SELECT
            CASE
              WHEN NOT "this"."amounts" IS NULL
              THEN (
                SELECT
                  CASE
                    WHEN COALESCE(MAX("each"."value2"), 0) = 0
                    THEN COALESCE(SUM("each"."value1"), 0)
                  END
                FROM (
                  SELECT
                    "each a"."value" AS "value1",
                    CASE WHEN "each a"."value" IS NULL THEN 1 ELSE 0 END AS "value2"
                  FROM UNNEST("this"."amounts") AS "each a"("value")
                ) AS "each"
              )
            END AS "value"
        ) AS "result"
      ) AS BIGINT) < "this"."amount"
    ) AS "themes-known: require"
  FROM "grant" AS "this"
  LEFT JOIN "holder" AS "holder"
    ON "holder"."id" = "this"."holder"
  LEFT JOIN (
    SELECT
      "each"."key",
      MAX(CASE "each"."any1" WHEN TRUE THEN 2 WHEN FALSE THEN 0 ELSE 1 END) AS "any1"
    FROM (
      SELECT
        "this"."id" AS "key",
        "that"."least" <= "this"."amount" AS "any1"
      FROM "grant" AS "this"
      CROSS JOIN "schemes (2)" AS "that"
    ) AS "each"
    WHERE
      (
        "each"."any1" IS NULL
      ) OR "each"."any1"
    GROUP BY
      "each"."key"
  ) AS "schemes"
    ON "schemes"."key" = "this"."id"
), "holder: grants.count, grants.count (2), grants.count (3)" AS MATERIALIZED (
  SELECT
    "this".*,
    CASE
      WHEN COALESCE("grants"."open2", 0) = 0
      THEN CAST(COALESCE("grants"."count1", 0) AS BIGINT)
    END AS "grants.count",
    CASE
      WHEN COALESCE("grants"."open4", 0) = 0
      THEN CAST(COALESCE("grants"."count3", 0) AS BIGINT)
    END AS "grants.count (2)",
    CASE
      WHEN COALESCE("grants"."open6", 0) = 0
      THEN CAST(COALESCE("grants"."count5", 0) AS BIGINT)
    END AS "grants.count (3)"
  FROM "holder" AS "this"
  LEFT JOIN (
    SELECT
      "each"."key",
      COUNT(CASE WHEN "each"."if1" THEN 1 END) AS "count1",
      COUNT(*) - COUNT("each"."if1") AS "open2",
      COUNT(CASE WHEN "each"."if2" THEN 1 END) AS "count3",
      COUNT(*) - COUNT("each"."if2") AS "open4",
      COUNT(CASE WHEN "each"."if3" THEN 1 END) AS "count5",
      COUNT(*) - COUNT("each"."if3") AS "open6"
    FROM (
      SELECT
        "that"."holder" AS "key",
        (
          "that"."start_date" >= CAST('2026-07-01' AS DATE)
        )
        AND (
          "that"."start_date" < CAST('2027-01-01' AS DATE)
        ) AS "if1",
        "that"."kind" = 'art' AS "if2",
        "that"."kind" = 'it''s' AS "if3"
      FROM "grant" AS "that"
    ) AS "each"
    WHERE
      (
        (
          "each"."if1" IS NULL
        ) OR "each"."if1"
      )
      OR (
        (
          "each"."if2" IS NULL
        ) OR "each"."if2"
      )
      OR (
        (
          "each"."if3" IS NULL
        ) OR "each"."if3"
      )
    GROUP BY
      "each"."key"
  ) AS "grants"
    ON "grants"."key" = "this"."id"
), "grant: risks.large, money-and-end: require, money-and-end…" AS MATERIALIZED (
  SELECT
    "this".*,
    "this"."own_part" > 100000 AS "risks.large",
    (
      "this"."end_date" <= CASE
        WHEN 400 BETWEEN CAST('0001-01-01' AS DATE) - CAST('2026-09-15' AS DATE) AND CAST('9999-12-31' AS DATE) - CAST('2026-09-15' AS DATE)
        THEN CAST('2026-09-15' AS DATE) + CAST(CASE WHEN NOT 400 IS NULL THEN GREATEST(LEAST(400, 3652059), -3652059) END AS INT)
      END
    )
    AND CASE (
        SELECT
          MAX("each"."value1")
        FROM (
          SELECT
            CASE "each a"."value" > 10 WHEN TRUE THEN 2 WHEN FALSE THEN 0 ELSE 1 END AS "value1"
          FROM UNNEST("this"."amounts") AS "each a"("value")
        ) AS "each"
      )
      WHEN 2
      THEN TRUE
      WHEN 0
      THEN FALSE
      WHEN 1
      THEN CAST(NULL AS BOOLEAN)
      ELSE CASE WHEN NOT "this"."amounts" IS NULL THEN FALSE END
    END AS "money-and-end: require",
    NOT "this"."holder.reason" IS NULL AS "money-and-end: unless",
    (
      NOT "this"."paid"
    ) AND "this"."schemes.any" AS "schemes-to-consider: recommend"
  FROM "grant: own_part, end_date, holder.reason, of-use: when, s…" AS "this"
), "holder: in_season" AS MATERIALIZED (
  SELECT
    "this".*,
    "this"."grants.count" AS "in_season"
  FROM "holder: grants.count, grants.count (2), grants.count (3)" AS "this"
), "grant: money-and-end: when" AS MATERIALIZED (
  SELECT
    "this".*,
    "this"."risks.large" OR (
      "this"."kind" = '*/; DROP TABLE grants; --'
    ) AS "money-and-end: when"
  FROM "grant: risks.large, money-and-end: require, money-and-end…" AS "this"
), "holder: quota[art]: require, quota[it's]: require" AS MATERIALIZED (
  SELECT
    "this".*,
    (
      "this"."in_season" <= 2
    ) AND (
      "this"."grants.count (2)" <= 1
    ) AS "quota[art]: require",
    (
      "this"."in_season" <= 2
    ) AND (
      "this"."grants.count (3)" <= 1
    ) AS "quota[it's]: require"
  FROM "holder: in_season" AS "this"
), "grant: outcomes" AS MATERIALIZED (
  SELECT
    "this"."id" AS "subject",
    CASE "this"."money-and-end: when"
      WHEN TRUE
      THEN CASE "this"."money-and-end: require"
        WHEN TRUE
        THEN 0
        WHEN FALSE
        THEN CASE WHEN COALESCE("this"."money-and-end: unless", FALSE) THEN 4 ELSE 2 END
        ELSE CASE WHEN COALESCE("this"."money-and-end: unless", FALSE) THEN 4 ELSE 3 END
      END
      WHEN FALSE
      THEN 1
      ELSE CASE
        WHEN "this"."money-and-end: require"
        THEN 0
        WHEN COALESCE("this"."money-and-end: unless", FALSE)
        THEN 4
        ELSE 3
      END
    END AS "money-and-end", /* 1 */
    CASE "this"."of-use: when" WHEN TRUE THEN 6 WHEN FALSE THEN 1 ELSE 3 END AS "of-use", /* 4 */
    CASE WHEN "this"."schemes-to-consider: recommend" THEN 5 ELSE 1 END AS "schemes-to-consider", /* 5 */
    CASE "this"."themes-known: require" WHEN TRUE THEN 0 WHEN FALSE THEN 2 ELSE 3 END AS "themes-known" /* 3'; DROP TABLE grants; -- */
  FROM "grant: money-and-end: when" AS "this"
), "holder: outcomes" AS MATERIALIZED (
  SELECT
    "this"."id" AS "subject",
    CASE "this"."quota[art]: require" WHEN TRUE THEN 0 WHEN FALSE THEN 2 ELSE 3 END AS "quota[art]", /* 2 * / DROP TABLE grants; -- */
    CASE "this"."quota[it's]: require" WHEN TRUE THEN 0 WHEN FALSE THEN 2 ELSE 3 END AS "quota[it's]" /* 2 * / DROP TABLE grants; -- */
  FROM "holder: quota[art]: require, quota[it's]: require" AS "this"
), "waivers in force" AS MATERIALIZED (
  SELECT
    "rule",
    "subject"
  FROM "waivers"
  WHERE
    (
      "granted_on" <= CAST('2026-09-15' AS DATE)
    )
    AND (
      CAST('2026-09-15' AS DATE) < "expires_on"
    )
), "assessments in force" AS MATERIALIZED (
  SELECT
    "judgement",
    "subject",
    "answer"
  FROM (
    SELECT
      "judgement",
      "subject",
      "answer",
      ROW_NUMBER() OVER (
        PARTITION BY "judgement", "subject"
        ORDER BY "on" DESC NULLS LAST, CASE WHEN "answer" THEN 1 ELSE 0 END
      ) AS "nth"
    FROM "assessments"
    WHERE
      (
        NOT "answer" IS NULL
      )
      AND (
        (
          "on" <= CAST('2026-09-15' AS DATE)
        )
        AND (
          CAST('2026-09-15' AS DATE) < "valid_until"
        )
      )
  ) AS "ranked"
  WHERE
    "nth" = 1
), "money-and-end" AS MATERIALIZED (
  /* 1 */
  SELECT
    'grant' AS "type",
    "o"."subject" AS "subject",
    'money-and-end' AS "rule",
    CASE
      WHEN (
        "o"."money-and-end" = 2
      ) AND (
        NOT "d"."subject" IS NULL
      )
      THEN 'waived'
      WHEN "o"."money-and-end" = 0
      THEN 'satisfied'
      WHEN "o"."money-and-end" = 1
      THEN 'not_applicable'
      WHEN "o"."money-and-end" = 2
      THEN 'violated'
      WHEN "o"."money-and-end" = 3
      THEN 'undetermined'
      WHEN "o"."money-and-end" = 4
      THEN 'excepted'
    END AS "outcome"
  FROM "grant: outcomes" AS "o"
  LEFT JOIN (
    SELECT DISTINCT
      "subject"
    FROM "waivers in force"
    WHERE
      "rule" IN ('money-and-end')
  ) AS "d"
    ON "d"."subject" = "o"."subject"
), "of-use" AS MATERIALIZED (
  /* 4 */
  SELECT
    'grant' AS "type",
    "o"."subject" AS "subject",
    'of-use' AS "rule",
    CASE
      WHEN (
        "o"."of-use" = 6
      ) AND (
        NOT "d"."subject" IS NULL
      )
      THEN CASE WHEN "d"."answer" THEN 'satisfied' ELSE 'violated' END
      WHEN "o"."of-use" = 6
      THEN 'needs_judgement'
      WHEN "o"."of-use" = 1
      THEN 'not_applicable'
      WHEN "o"."of-use" = 3
      THEN 'undetermined'
    END AS "outcome"
  FROM "grant: outcomes" AS "o"
  LEFT JOIN (
    SELECT
      "subject",
      "answer"
    FROM "assessments in force"
    WHERE
      "judgement" = 'of-use'
  ) AS "d"
    ON "d"."subject" = "o"."subject"
), "schemes-to-consider" AS MATERIALIZED (
  /* 5 */
  SELECT
    'grant' AS "type",
    "o"."subject" AS "subject",
    'schemes-to-consider' AS "rule",
    CASE
      WHEN "o"."schemes-to-consider" = 5
      THEN 'recommended'
      WHEN "o"."schemes-to-consider" = 1
      THEN 'not_applicable'
    END AS "outcome"
  FROM "grant: outcomes" AS "o"
), "themes-known" AS MATERIALIZED (
  /* 3'; DROP TABLE grants; -- */
  SELECT
    'grant' AS "type",
    "o"."subject" AS "subject",
    'themes-known' AS "rule",
    CASE
      WHEN (
        "o"."themes-known" = 2
      ) AND (
        NOT "d"."subject" IS NULL
      )
      THEN 'waived'
      WHEN "o"."themes-known" = 0
      THEN 'satisfied'
      WHEN "o"."themes-known" = 1
      THEN 'not_applicable'
      WHEN "o"."themes-known" = 2
      THEN 'violated'
      WHEN "o"."themes-known" = 3
      THEN 'undetermined'
    END AS "outcome"
  FROM "grant: outcomes" AS "o"
  LEFT JOIN (
    SELECT DISTINCT
      "subject"
    FROM "waivers in force"
    WHERE
      "rule" IN ('themes-known')
  ) AS "d"
    ON "d"."subject" = "o"."subject"
), "quota[art]" AS MATERIALIZED (
  /* 2 * / DROP TABLE grants; -- */
  SELECT
    'holder' AS "type",
    "o"."subject" AS "subject",
    'quota[art]' AS "rule",
    CASE
      WHEN (
        "o"."quota[art]" = 2
      ) AND (
        NOT "d"."subject" IS NULL
      )
      THEN 'waived'
      WHEN "o"."quota[art]" = 0
      THEN 'satisfied'
      WHEN "o"."quota[art]" = 1
      THEN 'not_applicable'
      WHEN "o"."quota[art]" = 2
      THEN 'violated'
      WHEN "o"."quota[art]" = 3
      THEN 'undetermined'
    END AS "outcome"
  FROM "holder: outcomes" AS "o"
  LEFT JOIN (
    SELECT DISTINCT
      "subject"
    FROM "waivers in force"
    WHERE
      "rule" IN ('quota[art]', 'quota')
  ) AS "d"
    ON "d"."subject" = "o"."subject"
), "quota[it's]" AS MATERIALIZED (
  /* 2 * / DROP TABLE grants; -- */
  SELECT
    'holder' AS "type",
    "o"."subject" AS "subject",
    'quota[it''s]' AS "rule",
    CASE
      WHEN (
        "o"."quota[it's]" = 2
      ) AND (
        NOT "d"."subject" IS NULL
      )
      THEN 'waived'
      WHEN "o"."quota[it's]" = 0
      THEN 'satisfied'
      WHEN "o"."quota[it's]" = 1
      THEN 'not_applicable'
      WHEN "o"."quota[it's]" = 2
      THEN 'violated'
      WHEN "o"."quota[it's]" = 3
      THEN 'undetermined'
    END AS "outcome"
  FROM "holder: outcomes" AS "o"
  LEFT JOIN (
    SELECT DISTINCT
      "subject"
    FROM "waivers in force"
    WHERE
      "rule" IN ('quota[it''s]', 'quota')
  ) AS "d"
    ON "d"."subject" = "o"."subject"
)
SELECT
  "type",
  "subject",
  "rule",
  "outcome"
FROM "money-and-end"
UNION ALL
SELECT
  "type",
  "subject",
  "rule",
  "outcome"
FROM "of-use"
UNION ALL
SELECT
  "type",
  "subject",
  "rule",
  "outcome"
FROM "schemes-to-consider"
UNION ALL
SELECT
  "type",
  "subject",
  "rule",
  "outcome"
FROM "themes-known"
UNION ALL
SELECT
  "type",
  "subject",
  "rule",
  "outcome"
FROM "quota[art]"
UNION ALL
SELECT
  "type",
  "subject",
  "rule",
  "outcome"
FROM "quota[it's]";
