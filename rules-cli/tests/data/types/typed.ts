// Written by `rules types` for the incident of the ruleset typed-all 1.0.0, SHA-256 db9cfdeb4455ad7772823528669a9a4f6436fd2f4133ea33e2db102c8791c19c. Not to be edited.

/** Cracks */
export interface CracksItem {
  /**
   * Width
   * Unit: mm
   * @minimum 0
   */
  width?: number | null;
}

/** Each type of field */
export interface TypedAllIncident {
  /** Names the report: its key in the assessment */
  id?: string | number;
  /** Urgent *\/ alert(1) */
  urgent?: boolean | null;
  house?: {
    "1st \"part\""?: {
      /**
       * Storeys
       * Unit: storeys
       * @minimum 1
       * @maximum 99
       */
      storeys?: number | null;
    } | null;
    /**
     * Wages owed
     * How much is owed?
     * Unit: CNY
     * @minimum 0
     */
    owed?: number | null;
  } | null;
  /**
   * Wages owed
   * How much is owed?
   * Unit: CNY
   * @minimum 0
   * @deprecated an older name of `owed`
   */
  arrears?: number | null;
  /**
   * Trade
   * - `building`: Building
   * - `shop`: Shop
   */
  trade?: "building" | "shop" | null;
  /** What happened */
  story?: string | null;
  /**
   * Began on
   * - `none`: has not happened
   * @example 2026-03-02
   */
  began_on?: string | "none" | null;
  /**
   * Reported at
   * - `none`: has not happened
   * @example 2026-03-02T10:30:00+08:00
   */
  reported_at?: string | "none" | null;
  /**
   * Lasted
   * @example PT1H30M
   */
  lasted?: string | null;
  /**
   * Uses
   * - `rented`: Rented
   * - `shop`: Shop
   * @maxItems 1000
   */
  uses?: Array<"rented" | "shop"> | null;
  /**
   * Works
   * @maxItems 1000
   */
  names_of_works?: string[] | null;
  /**
   * Cracks
   * @maxItems 20
   */
  cracks?: Array<CracksItem | null> | null;
}
