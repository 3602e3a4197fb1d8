-- grants 1.0, for SQL Server (T-SQL)
-- sha256:71a26dc4816a5900ab85cf7b5c0c77f01ed72e5ce081884fa5b55b3f30eedd07
-- Lists are JSON texts, true and false are bits. Blanks at the end of a text do not tell it from another.
-- Tables on the way are computed wherever they are used: with many rules, keep them in tables of your own.
-- Written and read back, never run by the project's tests on this database: try it before you rely on it.
-- As of 2026-09-15.
-- season = 2026-07-01/2027-01-01
-- quota = 2
-- known_themes = culture; o'neill; '; DROP TABLE grants; --
-- Reads, one row a record, keys without duplicates:
-- grants: id NVARCHAR(MAX), name NVARCHAR(MAX), holder NVARCHAR(MAX), kind NVARCHAR(MAX), themes NVARCHAR(MAX), amounts NVARCHAR(MAX), start_date DATE, months BIGINT, amount NUMERIC(24, 6), share NUMERIC(24, 6), paid BIT
-- holders: id NVARCHAR(MAX), name NVARCHAR(MAX), reason NVARCHAR(MAX)
-- waivers: rule NVARCHAR(MAX), subject NVARCHAR(MAX), reason NVARCHAR(MAX), granted_by NVARCHAR(MAX), granted_on DATE, expires_on DATE, case_number NVARCHAR(MAX)
-- assessments: judgement NVARCHAR(MAX), subject NVARCHAR(MAX), answer BIT, by NVARCHAR(MAX), on DATE, valid_until DATE, reason NVARCHAR(MAX)

WITH [grant] AS (
  SELECT
    NULLIF(TRIM([given].[id] COLLATE Latin1_General_100_BIN2), N'') AS [id],
    NULLIF(TRIM([given].[holder] COLLATE Latin1_General_100_BIN2), N'') AS [holder],
    CASE
      WHEN (
        [given].[kind] COLLATE Latin1_General_100_BIN2
      ) IN (N'art', N'it''s', N'*/; DROP TABLE grants; --')
      THEN [given].[kind] COLLATE Latin1_General_100_BIN2
    END AS [kind],
    CASE
      WHEN NOT [given].[themes] IS NULL
      THEN N'[' + COALESCE(
        (
          SELECT
            STRING_AGG(
              COALESCE(
                N'"' + STRING_ESCAPE(
                  CAST(CASE
                    WHEN (
                      [value] COLLATE Latin1_General_100_BIN2
                    ) IN (N'culture', N'sport', N'o''neill')
                    THEN [value] COLLATE Latin1_General_100_BIN2
                  END AS NVARCHAR(MAX)),
                  N'json'
                ) + N'"',
                N'null'
              ),
              N','
            ) WITHIN GROUP (ORDER BY
              CAST([key] AS INTEGER))
          FROM OPENJSON([given].[themes])
        ),
        N''
      ) + N']'
    END AS [themes],
    [given].[amounts] AS [amounts],
    [given].[start_date] AS [start_date],
    CASE
      WHEN (
        [given].[months] > CAST(-1000000000000000000 AS BIGINT)
      )
      AND (
        [given].[months] < CAST(1000000000000000000 AS BIGINT)
      )
      THEN [given].[months]
    END AS [months],
    CASE
      WHEN (
        [given].[amount] > (
          -1000000000000000000
        )
      )
      AND (
        [given].[amount] < 1000000000000000000
      )
      THEN [given].[amount]
    END AS [amount],
    CASE
      WHEN (
        [given].[share] > (
          -1000000000000000000
        )
      )
      AND (
        [given].[share] < 1000000000000000000
      )
      THEN [given].[share]
    END AS [share],
    [given].[paid] AS [paid]
  FROM [grants] AS [given]
  WHERE
    NOT NULLIF(TRIM([given].[id] COLLATE Latin1_General_100_BIN2), N'') IS NULL
), [holder] AS (
  SELECT
    NULLIF(TRIM([given].[id] COLLATE Latin1_General_100_BIN2), N'') AS [id],
    NULLIF(TRIM([given].[reason] COLLATE Latin1_General_100_BIN2), N'') AS [reason]
  FROM [holders] AS [given]
  WHERE
    NOT NULLIF(TRIM([given].[id] COLLATE Latin1_General_100_BIN2), N'') IS NULL
), [schemes (2)] AS (
  SELECT
    CAST(0 AS NUMERIC(24, 6)) AS [least]
  UNION ALL
  SELECT
    CAST(100000.5 AS NUMERIC(24, 6)) AS [least]
), [grant: own_part, end_date, holder.reason, of-use: when, s…] AS (
  SELECT
    [this].*,
    TRY_CAST(TRY_CAST(CAST(ROUND([this].[amount], 0, 1) AS NUMERIC(18, 0)) * CAST(ROUND([this].[share], 0, 1) AS NUMERIC(18, 0)) AS NUMERIC(19, 0)) + CAST(ROUND([this].[amount], 0, 1) AS NUMERIC(18, 0)) * CAST([this].[share] - ROUND([this].[share], 0, 1) AS NUMERIC(6, 6)) + CAST([this].[amount] - ROUND([this].[amount], 0, 1) AS NUMERIC(6, 6)) * CAST(ROUND([this].[share], 0, 1) AS NUMERIC(18, 0)) + CAST([this].[amount] - ROUND([this].[amount], 0, 1) AS NUMERIC(6, 6)) * CAST([this].[share] - ROUND([this].[share], 0, 1) AS NUMERIC(6, 6)) AS NUMERIC(30, 12)) AS [own_part],
    DATEADD(
      MONTH,
      CAST(CASE
        WHEN (
          CAST(DATEPART(YEAR, [this].[start_date]) AS BIGINT) * 12 + CAST(DATEPART(MONTH, [this].[start_date]) AS BIGINT) - 1 + [this].[months]
        ) BETWEEN 12 AND 119999
        THEN [this].[months]
      END AS INTEGER),
      [this].[start_date]
    ) AS [end_date],
    [holder].[reason] AS [holder.reason],
    CASE
      WHEN [this].[start_date] >= CAST(N'2026-09-15' AS DATE)
      THEN CAST(1 AS BIT)
      WHEN NOT (
        [this].[start_date] >= CAST(N'2026-09-15' AS DATE)
      )
      THEN CAST(0 AS BIT)
    END AS [of-use: when],
    CASE [schemes].[any1]
      WHEN 2
      THEN CAST(1 AS BIT)
      WHEN 0
      THEN CAST(0 AS BIT)
      WHEN 1
      THEN CAST(NULL AS BIT)
      ELSE CAST(0 AS BIT)
    END AS [schemes.any],
    CASE
      WHEN (
        CASE (
            SELECT
              MIN([each].[value1])
            FROM (
              SELECT
                CASE
                  WHEN (
                    [each item].[value] COLLATE Latin1_General_100_BIN2
                  ) IN (N'culture', N'o''neill', N'''; DROP TABLE grants; --')
                  THEN 2
                  WHEN NOT (
                    (
                      [each item].[value] COLLATE Latin1_General_100_BIN2
                    ) IN (N'culture', N'o''neill', N'''; DROP TABLE grants; --')
                  )
                  THEN 0
                  ELSE 1
                END AS [value1]
              FROM (
                SELECT
                  [value] COLLATE Latin1_General_100_BIN2 AS [value]
                FROM OPENJSON([this].[themes]) WITH (
                    [value] NVARCHAR(MAX) '$'
                )
              ) AS [each item]
            ) AS [each]
          )
          WHEN 2
          THEN CAST(1 AS BIT)
          WHEN 0
          THEN CAST(0 AS BIT)
          WHEN 1
          THEN CAST(NULL AS BIT)
          ELSE CASE WHEN NOT [this].[themes] IS NULL THEN CAST(1 AS BIT) END
        END = 1
      )
      AND (
        CAST(TRY_CAST(CASE
          WHEN NOT [this].[amounts] IS NULL
          THEN (
            SELECT
              CASE
                WHEN COALESCE(MAX([each].[value2]), 0) = 0
                THEN COALESCE(SUM(CAST([each].[value1] AS NUMERIC(38, 0))), 0)
              END
            FROM (
              SELECT
                [each a].[value] AS [value1],
                CASE WHEN [each a].[value] IS NULL THEN 1 ELSE 0 END AS [value2]
              FROM (
                SELECT
                  [value] AS [value]
                FROM OPENJSON([this].[amounts]) WITH (
                    [value] BIGINT '$'
                )
              ) AS [each a]
            ) AS [each]
          )
        END AS NUMERIC(18, 0)) AS BIGINT) < [this].[amount]
      )
      THEN CAST(1 AS BIT)
      WHEN NOT (
        (
          CASE (
              SELECT
                MIN([each].[value1])
              FROM (
                SELECT
                  CASE
                    WHEN (
                      [each item].[value] COLLATE Latin1_General_100_BIN2
                    ) IN (N'culture', N'o''neill', N'''; DROP TABLE grants; --')
                    THEN 2
                    WHEN NOT (
                      (
                        [each item].[value] COLLATE Latin1_General_100_BIN2
                      ) IN (N'culture', N'o''neill', N'''; DROP TABLE grants; --')
                    )
                    THEN 0
                    ELSE 1
                  END AS [value1]
                FROM (
                  SELECT
                    [value] COLLATE Latin1_General_100_BIN2 AS [value]
                  FROM OPENJSON([this].[themes]) WITH (
                      [value] NVARCHAR(MAX) '$'
                  )
                ) AS [each item]
              ) AS [each]
            )
            WHEN 2
            THEN CAST(1 AS BIT)
            WHEN 0
            THEN CAST(0 AS BIT)
            WHEN 1
            THEN CAST(NULL AS BIT)
            ELSE CASE WHEN NOT [this].[themes] IS NULL THEN CAST(1 AS BIT) END
          END = 1
        )
        AND (
          CAST(TRY_CAST(CASE
            WHEN NOT [this].[amounts] IS NULL
            THEN (
              SELECT
                CASE
                  WHEN COALESCE(MAX([each].[value2]), 0) = 0
                  THEN COALESCE(SUM(CAST([each].[value1] AS NUMERIC(38, 0))), 0)
                END
              FROM (
                SELECT
                  [each a].[value] AS [value1],
                  CASE WHEN [each a].[value] IS NULL THEN 1 ELSE 0 END AS [value2]
                FROM (
                  SELECT
                    [value] AS [value]
                  FROM OPENJSON([this].[amounts]) WITH (
                      [value] BIGINT '$'
                  )
                ) AS [each a]
              ) AS [each]
            )
          END AS NUMERIC(18, 0)) AS BIGINT) < [this].[amount]
        )
      )
      THEN CAST(0 AS BIT)
    END AS [themes-known: require]
  FROM [grant] AS [this]
  LEFT JOIN [holder] AS [holder]
    ON [holder].[id] = [this].[holder]
  LEFT JOIN (
    SELECT
      [each].[key] AS [key],
      MAX(
        CASE WHEN [each].[any1] = 1 THEN 2 WHEN NOT (
          [each].[any1] = 1
        ) THEN 0 ELSE 1 END
      ) AS [any1]
    FROM (
      SELECT
        [this].[id] AS [key],
        CASE
          WHEN [that].[least] <= [this].[amount]
          THEN CAST(1 AS BIT)
          WHEN NOT (
            [that].[least] <= [this].[amount]
          )
          THEN CAST(0 AS BIT)
        END AS [any1]
      FROM [grant] AS [this]
      CROSS JOIN [schemes (2)] AS [that]
    ) AS [each]
    WHERE
      (
        [each].[any1] IS NULL
      ) OR (
        [each].[any1] = 1
      )
    GROUP BY
      [each].[key]
  ) AS [schemes]
    ON [schemes].[key] = [this].[id]
), [holder: grants.count, grants.count (2), grants.count (3)] AS (
  SELECT
    [this].*,
    CASE
      WHEN COALESCE([grants].[open2], 0) = 0
      THEN CAST(COALESCE([grants].[count1], 0) AS BIGINT)
    END AS [grants.count],
    CASE
      WHEN COALESCE([grants].[open4], 0) = 0
      THEN CAST(COALESCE([grants].[count3], 0) AS BIGINT)
    END AS [grants.count (2)],
    CASE
      WHEN COALESCE([grants].[open6], 0) = 0
      THEN CAST(COALESCE([grants].[count5], 0) AS BIGINT)
    END AS [grants.count (3)]
  FROM [holder] AS [this]
  LEFT JOIN (
    SELECT
      [each].[key] AS [key],
      COUNT(CASE WHEN [each].[if1] = 1 THEN 1 END) AS [count1],
      COUNT(*) - COUNT([each].[if1]) AS [open2],
      COUNT(CASE WHEN [each].[if2] = 1 THEN 1 END) AS [count3],
      COUNT(*) - COUNT([each].[if2]) AS [open4],
      COUNT(CASE WHEN [each].[if3] = 1 THEN 1 END) AS [count5],
      COUNT(*) - COUNT([each].[if3]) AS [open6]
    FROM (
      SELECT
        [that].[holder] AS [key],
        CASE
          WHEN (
            [that].[start_date] >= CAST(N'2026-07-01' AS DATE)
          )
          AND (
            [that].[start_date] < CAST(N'2027-01-01' AS DATE)
          )
          THEN CAST(1 AS BIT)
          WHEN NOT (
            (
              [that].[start_date] >= CAST(N'2026-07-01' AS DATE)
            )
            AND (
              [that].[start_date] < CAST(N'2027-01-01' AS DATE)
            )
          )
          THEN CAST(0 AS BIT)
        END AS [if1],
        CASE
          WHEN (
            [that].[kind] COLLATE Latin1_General_100_BIN2
          ) = N'art'
          THEN CAST(1 AS BIT)
          WHEN NOT (
            (
              [that].[kind] COLLATE Latin1_General_100_BIN2
            ) = N'art'
          )
          THEN CAST(0 AS BIT)
        END AS [if2],
        CASE
          WHEN (
            [that].[kind] COLLATE Latin1_General_100_BIN2
          ) = N'it''s'
          THEN CAST(1 AS BIT)
          WHEN NOT (
            (
              [that].[kind] COLLATE Latin1_General_100_BIN2
            ) = N'it''s'
          )
          THEN CAST(0 AS BIT)
        END AS [if3]
      FROM [grant] AS [that]
    ) AS [each]
    WHERE
      (
        (
          [each].[if1] IS NULL
        ) OR (
          [each].[if1] = 1
        )
      )
      OR (
        (
          [each].[if2] IS NULL
        ) OR (
          [each].[if2] = 1
        )
      )
      OR (
        (
          [each].[if3] IS NULL
        ) OR (
          [each].[if3] = 1
        )
      )
    GROUP BY
      [each].[key]
  ) AS [grants]
    ON [grants].[key] = [this].[id]
), [grant: risks.large, money-and-end: require, money-and-end…] AS (
  SELECT
    [this].*,
    CASE
      WHEN [this].[own_part] > 100000
      THEN CAST(1 AS BIT)
      WHEN NOT (
        [this].[own_part] > 100000
      )
      THEN CAST(0 AS BIT)
    END AS [risks.large],
    CASE
      WHEN (
        [this].[end_date] <= DATEADD(
          DAY,
          CAST(CASE
            WHEN (
              CAST(DATEDIFF(
                DAY,
                CAST(CAST(N'0001-01-01' AS DATE) AS DATETIME2),
                CAST(CAST(N'2026-09-15' AS DATE) AS DATETIME2)
              ) AS BIGINT) + 400
            ) BETWEEN 0 AND 3652058
            THEN 400
          END AS INTEGER),
          CAST(N'2026-09-15' AS DATE)
        )
      )
      AND (
        CASE (
            SELECT
              MAX([each].[value1])
            FROM (
              SELECT
                CASE
                  WHEN [each a].[value] > 10
                  THEN 2
                  WHEN NOT (
                    [each a].[value] > 10
                  )
                  THEN 0
                  ELSE 1
                END AS [value1]
              FROM (
                SELECT
                  [value] AS [value]
                FROM OPENJSON([this].[amounts]) WITH (
                    [value] BIGINT '$'
                )
              ) AS [each a]
            ) AS [each]
          )
          WHEN 2
          THEN CAST(1 AS BIT)
          WHEN 0
          THEN CAST(0 AS BIT)
          WHEN 1
          THEN CAST(NULL AS BIT)
          ELSE CASE WHEN NOT [this].[amounts] IS NULL THEN CAST(0 AS BIT) END
        END = 1
      )
      THEN CAST(1 AS BIT)
      WHEN NOT (
        (
          [this].[end_date] <= DATEADD(
            DAY,
            CAST(CASE
              WHEN (
                CAST(DATEDIFF(
                  DAY,
                  CAST(CAST(N'0001-01-01' AS DATE) AS DATETIME2),
                  CAST(CAST(N'2026-09-15' AS DATE) AS DATETIME2)
                ) AS BIGINT) + 400
              ) BETWEEN 0 AND 3652058
              THEN 400
            END AS INTEGER),
            CAST(N'2026-09-15' AS DATE)
          )
        )
        AND (
          CASE (
              SELECT
                MAX([each].[value1])
              FROM (
                SELECT
                  CASE
                    WHEN [each a].[value] > 10
                    THEN 2
                    WHEN NOT (
                      [each a].[value] > 10
                    )
                    THEN 0
                    ELSE 1
                  END AS [value1]
                FROM (
                  SELECT
                    [value] AS [value]
                  FROM OPENJSON([this].[amounts]) WITH (
                      [value] BIGINT '$'
                  )
                ) AS [each a]
              ) AS [each]
            )
            WHEN 2
            THEN CAST(1 AS BIT)
            WHEN 0
            THEN CAST(0 AS BIT)
            WHEN 1
            THEN CAST(NULL AS BIT)
            ELSE CASE WHEN NOT [this].[amounts] IS NULL THEN CAST(0 AS BIT) END
          END = 1
        )
      )
      THEN CAST(0 AS BIT)
    END AS [money-and-end: require],
    CASE
      WHEN NOT [this].[holder.reason] IS NULL
      THEN CAST(1 AS BIT)
      ELSE CAST(0 AS BIT)
    END AS [money-and-end: unless],
    CASE
      WHEN (
        NOT (
          [this].[paid] = 1
        )
      ) AND (
        [this].[schemes.any] = 1
      )
      THEN CAST(1 AS BIT)
      WHEN NOT (
        (
          NOT (
            [this].[paid] = 1
          )
        ) AND (
          [this].[schemes.any] = 1
        )
      )
      THEN CAST(0 AS BIT)
    END AS [schemes-to-consider: recommend]
  FROM [grant: own_part, end_date, holder.reason, of-use: when, s…] AS [this]
), [holder: in_season] AS (
  SELECT
    [this].*,
    [this].[grants.count] AS [in_season]
  FROM [holder: grants.count, grants.count (2), grants.count (3)] AS [this]
), [grant: money-and-end: when] AS (
  SELECT
    [this].*,
    CASE
      WHEN (
        [this].[risks.large] = 1
      )
      OR (
        (
          [this].[kind] COLLATE Latin1_General_100_BIN2
        ) = N'*/; DROP TABLE grants; --'
      )
      THEN CAST(1 AS BIT)
      WHEN NOT (
        (
          [this].[risks.large] = 1
        )
        OR (
          (
            [this].[kind] COLLATE Latin1_General_100_BIN2
          ) = N'*/; DROP TABLE grants; --'
        )
      )
      THEN CAST(0 AS BIT)
    END AS [money-and-end: when]
  FROM [grant: risks.large, money-and-end: require, money-and-end…] AS [this]
), [holder: quota[art]]: require, quota[it's]]: require] AS (
  SELECT
    [this].*,
    CASE
      WHEN (
        [this].[in_season] <= 2
      ) AND (
        [this].[grants.count (2)] <= 1
      )
      THEN CAST(1 AS BIT)
      WHEN NOT (
        (
          [this].[in_season] <= 2
        ) AND (
          [this].[grants.count (2)] <= 1
        )
      )
      THEN CAST(0 AS BIT)
    END AS [quota[art]]: require],
    CASE
      WHEN (
        [this].[in_season] <= 2
      ) AND (
        [this].[grants.count (3)] <= 1
      )
      THEN CAST(1 AS BIT)
      WHEN NOT (
        (
          [this].[in_season] <= 2
        ) AND (
          [this].[grants.count (3)] <= 1
        )
      )
      THEN CAST(0 AS BIT)
    END AS [quota[it's]]: require]
  FROM [holder: in_season] AS [this]
), [grant: outcomes] AS (
  SELECT
    [this].[id] AS [subject],
    CASE
      WHEN [this].[money-and-end: when] = 1
      THEN CASE
        WHEN [this].[money-and-end: require] = 1
        THEN 0
        WHEN NOT (
          [this].[money-and-end: require] = 1
        )
        THEN CASE
          WHEN CASE WHEN [this].[money-and-end: unless] = 1 THEN 1 ELSE 0 END = 1
          THEN 4
          ELSE 2
        END
        ELSE CASE
          WHEN CASE WHEN [this].[money-and-end: unless] = 1 THEN 1 ELSE 0 END = 1
          THEN 4
          ELSE 3
        END
      END
      WHEN NOT (
        [this].[money-and-end: when] = 1
      )
      THEN 1
      ELSE CASE
        WHEN [this].[money-and-end: require] = 1
        THEN 0
        WHEN CASE WHEN [this].[money-and-end: unless] = 1 THEN 1 ELSE 0 END = 1
        THEN 4
        ELSE 3
      END
    END AS [money-and-end], /* 1 */
    CASE
      WHEN [this].[of-use: when] = 1
      THEN 6
      WHEN NOT (
        [this].[of-use: when] = 1
      )
      THEN 1
      ELSE 3
    END AS [of-use], /* 4 */
    CASE WHEN [this].[schemes-to-consider: recommend] = 1 THEN 5 ELSE 1 END AS [schemes-to-consider], /* 5 */
    CASE
      WHEN [this].[themes-known: require] = 1
      THEN 0
      WHEN NOT (
        [this].[themes-known: require] = 1
      )
      THEN 2
      ELSE 3
    END AS [themes-known] /* 3'; DROP TABLE grants; -- */
  FROM [grant: money-and-end: when] AS [this]
), [holder: outcomes] AS (
  SELECT
    [this].[id] AS [subject],
    CASE
      WHEN [this].[quota[art]]: require] = 1
      THEN 0
      WHEN NOT (
        [this].[quota[art]]: require] = 1
      )
      THEN 2
      ELSE 3
    END AS [quota[art]]], /* 2 * / DROP TABLE grants; -- */
    CASE
      WHEN [this].[quota[it's]]: require] = 1
      THEN 0
      WHEN NOT (
        [this].[quota[it's]]: require] = 1
      )
      THEN 2
      ELSE 3
    END AS [quota[it's]]] /* 2 * / DROP TABLE grants; -- */
  FROM [holder: quota[art]]: require, quota[it's]]: require] AS [this]
), [waivers in force] AS (
  SELECT
    [rule] COLLATE Latin1_General_100_BIN2 AS [rule],
    [subject] COLLATE Latin1_General_100_BIN2 AS [subject]
  FROM [waivers]
  WHERE
    (
      [granted_on] <= CAST(N'2026-09-15' AS DATE)
    )
    AND (
      CAST(N'2026-09-15' AS DATE) < [expires_on]
    )
), [assessments in force] AS (
  SELECT
    [judgement] AS [judgement],
    [subject] AS [subject],
    [answer] AS [answer]
  FROM (
    SELECT
      [judgement] COLLATE Latin1_General_100_BIN2 AS [judgement],
      [subject] COLLATE Latin1_General_100_BIN2 AS [subject],
      [answer] AS [answer],
      ROW_NUMBER() OVER (
        PARTITION BY [judgement] COLLATE Latin1_General_100_BIN2, [subject] COLLATE Latin1_General_100_BIN2
        ORDER BY [on] DESC, CASE WHEN [answer] = 1 THEN 1 ELSE 0 END
      ) AS [nth]
    FROM [assessments]
    WHERE
      (
        NOT [answer] IS NULL
      )
      AND (
        (
          [on] <= CAST(N'2026-09-15' AS DATE)
        )
        AND (
          CAST(N'2026-09-15' AS DATE) < [valid_until]
        )
      )
  ) AS [ranked]
  WHERE
    [nth] = 1
), [money-and-end] AS (
  /* 1 */
  SELECT
    N'grant' AS [type],
    [o].[subject] AS [subject],
    N'money-and-end' AS [rule],
    CASE
      WHEN (
        [o].[money-and-end] = 2
      ) AND (
        NOT [d].[subject] IS NULL
      )
      THEN N'waived'
      WHEN [o].[money-and-end] = 0
      THEN N'satisfied'
      WHEN [o].[money-and-end] = 1
      THEN N'not_applicable'
      WHEN [o].[money-and-end] = 2
      THEN N'violated'
      WHEN [o].[money-and-end] = 3
      THEN N'undetermined'
      WHEN [o].[money-and-end] = 4
      THEN N'excepted'
    END AS [outcome]
  FROM [grant: outcomes] AS [o]
  LEFT JOIN (
    SELECT DISTINCT
      [subject] AS [subject]
    FROM [waivers in force]
    WHERE
      [rule] IN (N'money-and-end')
  ) AS [d]
    ON [d].[subject] = [o].[subject]
), [of-use] AS (
  /* 4 */
  SELECT
    N'grant' AS [type],
    [o].[subject] AS [subject],
    N'of-use' AS [rule],
    CASE
      WHEN (
        [o].[of-use] = 6
      ) AND (
        NOT [d].[subject] IS NULL
      )
      THEN CASE WHEN [d].[answer] = 1 THEN N'satisfied' ELSE N'violated' END
      WHEN [o].[of-use] = 6
      THEN N'needs_judgement'
      WHEN [o].[of-use] = 1
      THEN N'not_applicable'
      WHEN [o].[of-use] = 3
      THEN N'undetermined'
    END AS [outcome]
  FROM [grant: outcomes] AS [o]
  LEFT JOIN (
    SELECT
      [subject] AS [subject],
      [answer] AS [answer]
    FROM [assessments in force]
    WHERE
      [judgement] = N'of-use'
  ) AS [d]
    ON [d].[subject] = [o].[subject]
), [schemes-to-consider] AS (
  /* 5 */
  SELECT
    N'grant' AS [type],
    [o].[subject] AS [subject],
    N'schemes-to-consider' AS [rule],
    CASE
      WHEN [o].[schemes-to-consider] = 5
      THEN N'recommended'
      WHEN [o].[schemes-to-consider] = 1
      THEN N'not_applicable'
    END AS [outcome]
  FROM [grant: outcomes] AS [o]
), [themes-known] AS (
  /* 3'; DROP TABLE grants; -- */
  SELECT
    N'grant' AS [type],
    [o].[subject] AS [subject],
    N'themes-known' AS [rule],
    CASE
      WHEN (
        [o].[themes-known] = 2
      ) AND (
        NOT [d].[subject] IS NULL
      )
      THEN N'waived'
      WHEN [o].[themes-known] = 0
      THEN N'satisfied'
      WHEN [o].[themes-known] = 1
      THEN N'not_applicable'
      WHEN [o].[themes-known] = 2
      THEN N'violated'
      WHEN [o].[themes-known] = 3
      THEN N'undetermined'
    END AS [outcome]
  FROM [grant: outcomes] AS [o]
  LEFT JOIN (
    SELECT DISTINCT
      [subject] AS [subject]
    FROM [waivers in force]
    WHERE
      [rule] IN (N'themes-known')
  ) AS [d]
    ON [d].[subject] = [o].[subject]
), [quota[art]]] AS (
  /* 2 * / DROP TABLE grants; -- */
  SELECT
    N'holder' AS [type],
    [o].[subject] AS [subject],
    N'quota[art]' AS [rule],
    CASE
      WHEN (
        [o].[quota[art]]] = 2
      ) AND (
        NOT [d].[subject] IS NULL
      )
      THEN N'waived'
      WHEN [o].[quota[art]]] = 0
      THEN N'satisfied'
      WHEN [o].[quota[art]]] = 1
      THEN N'not_applicable'
      WHEN [o].[quota[art]]] = 2
      THEN N'violated'
      WHEN [o].[quota[art]]] = 3
      THEN N'undetermined'
    END AS [outcome]
  FROM [holder: outcomes] AS [o]
  LEFT JOIN (
    SELECT DISTINCT
      [subject] AS [subject]
    FROM [waivers in force]
    WHERE
      [rule] IN (N'quota[art]', N'quota')
  ) AS [d]
    ON [d].[subject] = [o].[subject]
), [quota[it's]]] AS (
  /* 2 * / DROP TABLE grants; -- */
  SELECT
    N'holder' AS [type],
    [o].[subject] AS [subject],
    N'quota[it''s]' AS [rule],
    CASE
      WHEN (
        [o].[quota[it's]]] = 2
      ) AND (
        NOT [d].[subject] IS NULL
      )
      THEN N'waived'
      WHEN [o].[quota[it's]]] = 0
      THEN N'satisfied'
      WHEN [o].[quota[it's]]] = 1
      THEN N'not_applicable'
      WHEN [o].[quota[it's]]] = 2
      THEN N'violated'
      WHEN [o].[quota[it's]]] = 3
      THEN N'undetermined'
    END AS [outcome]
  FROM [holder: outcomes] AS [o]
  LEFT JOIN (
    SELECT DISTINCT
      [subject] AS [subject]
    FROM [waivers in force]
    WHERE
      [rule] IN (N'quota[it''s]', N'quota')
  ) AS [d]
    ON [d].[subject] = [o].[subject]
)
SELECT
  [type],
  [subject],
  [rule],
  [outcome]
FROM [money-and-end]
UNION ALL
SELECT
  [type],
  [subject],
  [rule],
  [outcome]
FROM [of-use]
UNION ALL
SELECT
  [type],
  [subject],
  [rule],
  [outcome]
FROM [schemes-to-consider]
UNION ALL
SELECT
  [type],
  [subject],
  [rule],
  [outcome]
FROM [themes-known]
UNION ALL
SELECT
  [type],
  [subject],
  [rule],
  [outcome]
FROM [quota[art]]]
UNION ALL
SELECT
  [type],
  [subject],
  [rule],
  [outcome]
FROM [quota[it's]]];
