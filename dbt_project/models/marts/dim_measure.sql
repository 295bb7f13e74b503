with labels as (

    select * from {{ ref('label') }} where kind = 'unit'

),

{{ measure_table('marts') }}
