package io.fumarole.protocol.syncml;

/// The elements of device descriptions and serialized trees (TNDS): code page 2, syncml:dmddf1.2.
/// Spec: wbxml 5.
enum DdfTag implements DocumentTag {
  ACCESS_TYPE(0x05, "AccessType"),
  ACL(0x06, "ACL"),
  ADD(0x07, "Add"),
  B64(0x08, "b64"),
  BIN(0x09, "bin"),
  BOOL(0x0A, "bool"),
  CHR(0x0B, "chr"),
  CASE_SENSE(0x0C, "CaseSense"),
  CIS(0x0D, "CIS"),
  COPY(0x0E, "Copy"),
  CS(0x0F, "CS"),
  DATE(0x10, "date"),
  DDF_NAME(0x11, "DDFName"),
  DEFAULT_VALUE(0x12, "DefaultValue"),
  DELETE(0x13, "Delete"),
  DESCRIPTION(0x14, "Description"),
  DF_FORMAT(0x15, "DFFormat"),
  DF_PROPERTIES(0x16, "DFProperties"),
  DF_TITLE(0x17, "DFTitle"),
  DF_TYPE(0x18, "DFType"),
  DYNAMIC(0x19, "Dynamic"),
  EXEC(0x1A, "Exec"),
  FLOAT(0x1B, "float"),
  FORMAT(0x1C, "Format"),
  GET(0x1D, "Get"),
  INT(0x1E, "int"),
  MAN(0x1F, "Man"),
  MGMT_TREE(0x20, "MgmtTree"),
  MIME(0x21, "MIME"),
  MOD(0x22, "Mod"),
  NAME(0x23, "Name"),
  NODE(0x24, "Node"),
  FORMAT_NODE(0x25, "node"),
  NODE_NAME(0x26, "NodeName"),
  NULL(0x27, "null"),
  OCCURRENCE(0x28, "Occurrence"),
  ONE(0x29, "One"),
  ONE_OR_MORE(0x2A, "OneOrMore"),
  ONE_OR_N(0x2B, "OneOrN"),
  PATH(0x2C, "Path"),
  PERMANENT(0x2D, "Permanent"),
  REPLACE(0x2E, "Replace"),
  RT_PROPERTIES(0x2F, "RTProperties"),
  SCOPE(0x30, "Scope"),
  SIZE(0x31, "Size"),
  TIME(0x32, "time"),
  TITLE(0x33, "Title"),
  T_STAMP(0x34, "TStamp"),
  TYPE(0x35, "Type"),
  VALUE(0x36, "Value"),
  VER_DTD(0x37, "VerDTD"),
  VER_NO(0x38, "VerNo"),
  XML(0x39, "xml"),
  ZERO_OR_MORE(0x3A, "ZeroOrMore"),
  ZERO_OR_N(0x3B, "ZeroOrN"),
  ZERO_OR_ONE(0x3C, "ZeroOrOne");

  private final int token;
  private final String spec;

  DdfTag(int token, String spec) {
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
