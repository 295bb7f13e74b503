"""Moves: why an agency's figure changed since the month before."""

from datetime import date

import pyarrow as pa

from warehouse.marts import Marts


def listing(marts: Marts, agency_code: str, month: date) -> pa.Table:
    """One agency's move in a month: a row per measure (good_share, mean_class, coverage) with its four parts."""
    return marts.table(
        """
        select
            measure, move_status, value_before, value_now, change, late_reporters, staff_mix, rater_change, real_change,
            main_part, rated_before, rated_now, persons_late, persons_caught_up, persons_left, persons_joined,
            persons_not_due, persons_due_again, persons_other_rater, persons_same_rater
        from fct_agency_move
        where agency_code = $agency_code and month = $month
        order by case measure when 'good_share' then 1 when 'mean_class' then 2 else 3 end
        """,
        agency_code=agency_code,
        month=month,
    )


def steps(marts: Marts, agency_code: str, month: date, measure: str) -> pa.Table:
    """The same as steps of one measure in order: step, value, persons; none where the move is not explained."""
    return marts.table(
        """
        with move as (
            select *
            from fct_agency_move
            where
                agency_code = $agency_code and month = $month and measure = $measure and move_status = 'explained'
        )

        select 1 as place, 'before' as step, value_before as value, rated_before as persons from move
        union all
        select 2, 'late_reporters', late_reporters, persons_late + persons_caught_up from move
        union all
        select 3, 'staff_mix', staff_mix, persons_left + persons_joined + persons_not_due + persons_due_again from move
        union all
        select 4, 'rater_change', rater_change, persons_other_rater from move where measure <> 'coverage'
        union all
        select 5, 'real_change', real_change, persons_same_rater from move where measure <> 'coverage'
        union all
        select 6, 'now', value_now, rated_now from move
        order by place
        """,
        agency_code=agency_code,
        month=month,
        measure=measure,
    )
