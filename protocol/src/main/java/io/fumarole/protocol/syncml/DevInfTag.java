package io.fumarole.protocol.syncml;

/// The elements of DevInf, a document of its own with its tokens on page 0, syncml:devinf. Spec:
/// wbxml 6.
enum DevInfTag implements DocumentTag {
  CT_CAP(0x05, "CTCap"),
  CT_TYPE(0x06, "CTType"),
  DATA_STORE(0x07, "DataStore"),
  DATA_TYPE(0x08, "DataType"),
  DEV_ID(0x09, "DevID"),
  DEV_INF(0x0A, "DevInf"),
  DEV_TYP(0x0B, "DevTyp"),
  DISPLAY_NAME(0x0C, "DisplayName"),
  DS_MEM(0x0D, "DSMem"),
  EXT(0x0E, "Ext"),
  FW_V(0x0F, "FwV"),
  HW_V(0x10, "HwV"),
  MAN(0x11, "Man"),
  MAX_GUID_SIZE(0x12, "MaxGUIDSize"),
  MAX_ID(0x13, "MaxID"),
  MAX_MEM(0x14, "MaxMem"),
  MOD(0x15, "Mod"),
  OEM(0x16, "OEM"),
  PARAM_NAME(0x17, "ParamName"),
  PROP_NAME(0x18, "PropName"),
  RX(0x19, "Rx"),
  RX_PREF(0x1A, "Rx-Pref"),
  SHARED_MEM(0x1B, "SharedMem"),
  MAX_SIZE(0x1C, "MaxSize"),
  SOURCE_REF(0x1D, "SourceRef"),
  SW_V(0x1E, "SwV"),
  SYNC_CAP(0x1F, "SyncCap"),
  SYNC_TYPE(0x20, "SyncType"),
  TX(0x21, "Tx"),
  TX_PREF(0x22, "Tx-Pref"),
  VAL_ENUM(0x23, "ValEnum"),
  VER_CT(0x24, "VerCT"),
  VER_DTD(0x25, "VerDTD"),
  X_NAM(0x26, "XNam"),
  X_VAL(0x27, "XVal"),
  UTC(0x28, "UTC"),
  SUPPORT_NUMBER_OF_CHANGES(0x29, "SupportNumberOfChanges"),
  SUPPORT_LARGE_OBJS(0x2A, "SupportLargeObjs"),
  PROPERTY(0x2B, "Property"),
  PROP_PARAM(0x2C, "PropParam"),
  MAX_OCCUR(0x2D, "MaxOccur"),
  NO_TRUNCATE(0x2E, "NoTruncate"),
  FILTER_RX(0x30, "Filter-Rx"),
  FILTER_CAP(0x31, "FilterCap"),
  FILTER_KEYWORD(0x32, "FilterKeyword"),
  FIELD_LEVEL(0x33, "FieldLevel"),
  SUPPORT_HIERARCHICAL_SYNC(0x34, "SupportHierarchicalSync");

  private final int token;
  private final String spec;

  DevInfTag(int token, String spec) {
    this.token = token;
    this.spec = spec;
  }

  @Override
  public int token() {
    return token;
  }

  @Override
  public String spec() {
    return spec;
  }
}
