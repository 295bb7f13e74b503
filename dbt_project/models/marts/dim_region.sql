with regions as (

    select * from {{ ref('region') }}

)

select
    region_code,
    region_name,
    short_name,
    tile_column,
    tile_row
from regions
