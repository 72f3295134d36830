// Countries in the reader's own language. The record has ISO 3166's three letters, browsers know the two.

/** Those whose two letters are the first two of their three, */
const plain = (
    "AFG ALB ARG ASM AUS AZE BEL BFA BGR BHR BMU BOL BRA BTN BVT BWA CAN CCK CHE CIV CMR COL CRI CUB CXR CYP CZE DEU DJI " +
    "DMA DOM DZA ECU EGY ERI ESP ETH FIN FJI FRA GAB GBR GEO GGY GHA GIB GMB GRC GTM GUM HKG HMD HND HRV HTI HUN IDN IMN " +
    "IND IOT IRN ISL ITA JEY JOR JPN KEN KGZ KHM KIR KNA KWT LAO LBN LCA LIE LKA LSO LTU LUX LVA MAR MCO MDA MHL MKD MLI " +
    "MMR MNG MRT MSR MUS MWI MYS NAM NCL NER NFK NGA NIC NLD NOR NPL NRU NZL OMN PAN PER PHL PRI PSE QAT REU ROU RUS RWA " +
    "SAU SDN SGP SHN SJM SLE SMR SOM SSD STP SXM SYR TCA TGO THA TJK TKL TLS TON TTO TWN TZA UGA UMI USA UZB VAT VCT VEN " +
    "VGB VIR VNM VUT WSM XKX YEM ZAF ZMB ZWE"
).split(" ");
/** and the others. */
const other = (
    "AND:AD ARE:AE ATG:AG AIA:AI ARM:AM AGO:AO ATA:AQ AUT:AT ABW:AW ALA:AX BIH:BA BGD:BD BDI:BI BLM:BL BRN:BN BES:BQ BHS:BS " +
    "BLR:BY BLZ:BZ BRB:BB BEN:BJ COD:CD CAF:CF COG:CG CHL:CL CHN:CN COK:CK COM:KM CPV:CV CUW:CW CYM:KY DNK:DK EST:EE ESH:EH " +
    "FSM:FM FRO:FO FLK:FK GRD:GD GUF:GF GRL:GL GIN:GN GLP:GP GNQ:GQ SGS:GS GNB:GW GUY:GY IRL:IE ISR:IL IRQ:IQ JAM:JM KAZ:KZ " +
    "PRK:KP KOR:KR LBR:LR LBY:LY MNE:ME MAF:MF MDG:MG MAC:MO MNP:MP MTQ:MQ MLT:MT MDV:MV MEX:MX MOZ:MZ MYT:YT NIU:NU PAK:PK " +
    "PCN:PN PNG:PG PRT:PT PYF:PF POL:PL SPM:PM PLW:PW PRY:PY SRB:RS SLB:SB SYC:SC SWE:SE SVN:SI SVK:SK SEN:SN SUR:SR SLV:SV " +
    "SWZ:SZ TCD:TD ATF:TF TKM:TM TUN:TN TUR:TR TUV:TV UKR:UA URY:UY WLF:WF"
).split(" ");
const two = new Map([...plain.map((code) => [code, code.slice(0, 2)] as const), ...other.map((pair) => pair.split(":") as [string, string])]);
const names = new Intl.DisplayNames(undefined, { type: "region", fallback: "none" });
const known = new Map<string, string>();

/** "UKR" -> "Ukraine". What is no country's code stays as it is. */
export function country(code: string): string {
  let found = known.get(code);
  if (found === undefined) {
    const short = two.get(code);
    found = (short && names.of(short)) ?? code;
    known.set(code, found);
  }
  return found;
}

/** A side: a country, or an armed group by what stands behind "group:". */
export const side = (code: string | null): string => (code?.startsWith("group:") ? code.slice(6).toUpperCase() : country(code ?? ""));
