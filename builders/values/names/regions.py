"""Codes of the parts of a country (ISO 3166-2, without the country's own), by the names that Faker has for them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from builders.draws.draw import Draw
from builders.draws.numbers import Integer
from builders.draws.texts import Padded
from builders.draws.words import Words


def _read(text: str) -> dict[str, str]:
    """Lines of a code, and behind it the names that it stands for, with slashes between them."""
    lines = (line.partition(" ") for line in text.strip().splitlines())
    return {name: code for code, _, names in lines for name in names.split("/")}


_AUSTRALIA: Final = _read("""
ACT Australian Capital Territory
NSW New South Wales
NT Northern Territory
QLD Queensland
SA South Australia
TAS Tasmania
VIC Victoria
WA Western Australia
""")
_BRAZIL: Final = _read("""
AC Acre
AL Alagoas
AM Amazonas
AP Amapá
BA Bahia
CE Ceará
DF Distrito Federal
ES Espírito Santo
GO Goiás
MA Maranhão
MG Minas Gerais
MS Mato Grosso do Sul
MT Mato Grosso
PA Pará
PB Paraíba
PE Pernambuco
PI Piauí
PR Paraná
RJ Rio de Janeiro
RN Rio Grande do Norte
RO Rondônia
RR Roraima
RS Rio Grande do Sul
SC Santa Catarina
SE Sergipe
SP São Paulo
TO Tocantins
""")
_CANADA: Final = _read("""
AB Alberta
BC British Columbia
MB Manitoba
NB New Brunswick
NL Newfoundland and Labrador
NS Nova Scotia
NT Northwest Territories
NU Nunavut
ON Ontario
PE Prince Edward Island
QC Quebec
SK Saskatchewan
YT Yukon Territory
""")
_GERMANY: Final = _read("""
BW Baden-Württemberg
BY Bayern
BE Berlin
BB Brandenburg
HB Bremen
HH Hamburg
HE Hessen
MV Mecklenburg-Vorpommern
NI Niedersachsen
NW Nordrhein-Westfalen
RP Rheinland-Pfalz
SL Saarland
SN Sachsen
ST Sachsen-Anhalt
SH Schleswig-Holstein
TH Thüringen
""")
_AUSTRIA: Final = _read("""
1 Burgenland
2 Kärnten
3 Niederösterreich
4 Oberösterreich
5 Salzburg
6 Steiermark
7 Tirol
8 Vorarlberg
9 Wien
""")
_SWITZERLAND: Final = _read("""
AG Aargau
AR Appenzell Ausserrhoden
AI Appenzell Innerrhoden
BL Basel-Landschaft
BS Basel-Stadt
BE Bern
FR Freiburg
GE Genf
GL Glarus
GR Graubünden
JU Jura
LU Luzern
NE Neuenburg
NW Nidwalden
OW Obwalden
SH Schaffhausen
SZ Schwyz
SO Solothurn
SG St. Gallen
TI Tessin
TG Thurgau
UR Uri
VD Waadt
VS Wallis
ZG Zug
ZH Zürich
""")
_NETHERLANDS: Final = _read("""
DR Drenthe
FL Flevoland
FR Friesland
GE Gelderland
GR Groningen
LI Limburg
NB Noord-Brabant
NH Noord-Holland
OV Overijssel
UT Utrecht
ZE Zeeland
ZH Zuid-Holland
""")
_FRANCE: Final = _read("""
ARA Auvergne/Rhone-Alpes
BFC Bourgogne/Franche-Comté
BRE Bretagne
CVL Centre
20R Corse
GES Alsace/Champagne-Ardenne/Lorraine
HDF Nord-Pas-de-Calais/Picardie
IDF Île-de-France
NOR Basse-Normandie/Haute-Normandie
NAQ Aquitaine/Limousin/Poitou-Charentes
OCC Languedoc-Roussillon/Midi-Pyrénées
PDL Pays-de-Loire
PAC Province-Alpes-Côte d'Azur
BL Saint-Barthélémy
971 Guadeloupe
973 Guyane
MF Saint-Martin
972 Martinique
976 Mayotte
NC Nouvelle-Calédonie
PF Polynésie française
PM Saint-Pierre-et-Miquelon
974 Réunion
WF Wallis-et-Futuna
""")
"""The regions of before 2016 have the codes of those that they are parts of."""
_PREFECTURES: Final = """
北海道 青森県 岩手県 宮城県 秋田県 山形県 福島県 茨城県 栃木県 群馬県 埼玉県 千葉県 東京都 神奈川県 新潟県 富山県
石川県 福井県 山梨県 長野県 岐阜県 静岡県 愛知県 三重県 滋賀県 京都府 大阪府 兵庫県 奈良県 和歌山県 鳥取県 島根県
岡山県 広島県 山口県 徳島県 香川県 愛媛県 高知県 福岡県 佐賀県 長崎県 熊本県 大分県 宮崎県 鹿児島県 沖縄県
"""
_JAPAN: Final = {name: f"{number:02d}" for number, name in enumerate(_PREFECTURES.split(), 1)}
_NATIONS: Final = _read("""
NIR Antrim/Armagh/Derry and Londonderry/Down/Fermanagh/Tyrone
WLS Anglesey/Breconshire/Caernarvonshire/Cardiganshire/Carmarthenshire/Denbighshire/Flintshire/Glamorgan
WLS Merionethshire/Monmouthshire/Montgomeryshire/Pembrokeshire/Radnorshire
SCT Aberdeen City/Aberdeenshire/Angus/Argyll and Bute/City of Edinburgh/Clackmannanshire/Dumfries and Galloway
SCT Dundee City/East Ayrshire/East Dunbartonshire/East Lothian/East Renfrewshire/Eilean Siar/Falkirk/Fife
SCT Glasgow City/Highland/Inverclyde/Midlothian/Moray/North Ayrshire/North Lanarkshire/Orkney Islands
SCT Perth and Kinross/Renfrewshire/Scottish Borders/Shetland Islands/South Ayrshire/South Lanarkshire/Stirling
SCT West Dunbartonshire/West Lothian
""")
_CODES: Final[Mapping[str, Mapping[str, str]]] = {
    "AT": _AUSTRIA,
    "AU": _AUSTRALIA,
    "BR": _BRAZIL,
    "CA": _CANADA,
    "CH": _SWITZERLAND,
    "DE": _GERMANY,
    "FR": _FRANCE,
    "GB": _NATIONS,
    "JP": _JAPAN,
    "NL": _NETHERLANDS,
}
_REST: Final = {"GB": "ENG"}
"""The code of all other names."""


def region_codes(names: Draw, locale: str) -> Draw | None:
    """The codes of the parts of a locale's country, drawn by the lane that their names are drawn by.

    Returns:
        `None` where they are not known.
    """
    country = locale.partition("_")[2]
    known, rest = _CODES.get(country), _REST.get(country)
    if known is None or not isinstance(names, Words):
        return None
    codes = [known.get(str(name), rest) for name in names.items]
    if any(code is None for code in codes):
        return None
    return Words(tuple(codes), names.thresholds)


def numbered() -> Draw:
    """A code of two digits, as many countries number their parts."""
    return Padded(Integer(1, 12), 2)
