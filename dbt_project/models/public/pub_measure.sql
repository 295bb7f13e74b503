with labels as (

    select * from {{ ref('dim_label') }} where kind = 'unit'

),

{{ measure_table('public') }}
