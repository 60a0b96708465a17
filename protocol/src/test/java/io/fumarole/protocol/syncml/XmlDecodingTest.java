package io.fumarole.protocol.syncml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// XML as deployed peers write it, and as attackers do.
class XmlDecodingTest {
  private static final String DOCTYPE =
      "<!DOCTYPE SyncML PUBLIC \"-//SYNCML//DTD SyncML 1.2//EN\" \"http://127.0.0.1:9/x.dtd\">";

  private static String syncMl(String data) {
    return """
        <SyncML xmlns="SYNCML:SYNCML1.2"><SyncHdr>
          <VerDTD>1.2</VerDTD><VerProto>DM/1.2</VerProto>
          <SessionID> 1A
          </SessionID><MsgID>7</MsgID>
          <Target><LocURI><![CDATA[http://h/dm?a=1&b=2]]></LocURI></Target>
          <Source><LocURI>device</LocURI></Source>
        </SyncHdr><SyncBody><Replace><CmdID>1</CmdID><Item>%s</Item></Replace>
        <Final/></SyncBody></SyncML>
        """
        .formatted(data);
  }

  private static Message decode(String xml) throws MalformedMessageException {
    return decode(xml, StandardCharsets.UTF_8);
  }

  private static Message decode(String xml, Charset charset) throws MalformedMessageException {
    Octets octets = Octets.wrap(xml.getBytes(charset));
    return Codec.decode(octets, Form.Encoding.XML, Limits.DEFAULT).message();
  }

  private static Item item(String content) throws MalformedMessageException {
    return item(decode(syncMl(content)));
  }

  private static Item item(Message message) {
    return ((Command.Replace) message.commands().getFirst()).items().getFirst();
  }

  @Test
  void idsAndAddressesLoseTheBlanksAroundThem() throws MalformedMessageException {
    SyncHdr header = decode(syncMl("")).header();
    assertThat(header.sessionId()).isEqualTo("1A");
    assertThat(header.target().locUri()).isEqualTo("http://h/dm?a=1&b=2");
  }

  @Test
  void dataKeepsEveryBlank() throws MalformedMessageException {
    assertThat(item("<Data> 400 \n</Data>").text()).isEqualTo(" 400 \n");
    assertThat(item("<Data> <![CDATA[ a ]]>&#13;&lt;</Data>").text()).isEqualTo("  a \r<");
    assertThat(item("<Data>a<!-- note -->b<?pi?>c</Data>").text()).isEqualTo("abc");
    assertThat(item("<Data/>").data()).contains(Data.empty());
    assertThat(item("").data()).isEmpty();
  }

  @Test
  void metaComesWithAndWithoutItsNamespaceAndItsRoot() throws MalformedMessageException {
    Meta expected = Meta.of("chr", "text/plain");
    assertThat(
            item("<Meta><Format xmlns='syncml:metinf'>chr</Format><Type>text/plain</Type></Meta>")
                .meta())
        .isEqualTo(expected);
    assertThat(
            item("<Meta><m:MetInf xmlns:m='syncml:metinf'><m:Type>text/plain</m:Type>"
                    + "<m:Format>chr</m:Format><m:Mem><m:FreeMem>1</m:FreeMem></m:Mem>"
                    + "</m:MetInf></Meta>")
                .meta())
        .isEqualTo(expected);
  }

  @Test
  void aTreeInDataIsEmbedded() throws MalformedMessageException {
    assertThat(item("<Data>\n <MgmtTree><VerDTD> 1</VerDTD>\n</MgmtTree>\n</Data>").data())
        .contains(new Data.Embedded(Element.of("MgmtTree", Element.text("VerDTD", " 1"))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16BE", "UTF-16LE", "ISO-8859-1", "UTF-16"})
  void otherCharsetsAreReadAsDeclared(String charset) throws MalformedMessageException {
    String declared = charset.replaceAll("[BL]E$", "");
    String mark = charset.matches(".*[BL]E") ? "\uFEFF" : "";
    String xml =
        mark + "<?xml version='1.0' encoding='" + declared + "'?>" + syncMl("<Data>é</Data>");
    assertThat(item(decode(xml, Charset.forName(charset))).text()).isEqualTo("é");
    assertThat(Codec.sniff(Octets.wrap(xml.getBytes(Charset.forName(charset)))))
        .contains(Form.Encoding.XML);
  }

  @Test
  void aDoctypeIsPassedOver() throws MalformedMessageException {
    assertThat(decode(DOCTYPE + syncMl("<Data>x</Data>")))
        .isEqualTo(decode(syncMl("<Data>x</Data>")));
  }

  @Test
  void entitiesAreNeverExpanded(@TempDir Path folder) throws Exception {
    Path secret = Files.writeString(folder.resolve("secret"), "s3cret");
    String bomb =
        """
        <!DOCTYPE SyncML [
          <!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
          <!ENTITY c SYSTEM "%s">
        ]>
        """
            .formatted(secret.toUri());
    for (String entity : new String[] {"a", "b", "c", "unknown"}) {
      assertThatThrownBy(() -> decode(bomb + syncMl("<Data>&" + entity + ";</Data>")))
          .isInstanceOf(MalformedMessageException.class)
          .hasMessageContaining("entity " + entity);
      // Attributes are not even looked at.
      assertThat(decode(bomb + syncMl("<Data x='&" + entity + ";'/>")))
          .isEqualTo(decode(syncMl("<Data/>")));
    }
    String parameter = "<!DOCTYPE SyncML [<!ENTITY % p SYSTEM 'file:///nowhere'> %p;]>";
    assertThat(item(decode(parameter + syncMl("<Data>x</Data>"))).text()).isEqualTo("x");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "<",
        "plain",
        "<?xml version='1.0' encoding='none-such'?><SyncML/>",
        "<SyncML><SyncHdr></SyncML>",
        "<a:SyncML/>",
        "<MgmtTree/>",
        "<SyncML/>",
        "<SyncML><SyncHdr><SessionID>1</SessionID><MsgID>1</MsgID></SyncHdr></SyncML>",
        "<SyncML><SyncHdr><SessionID>1</SessionID><Source/></SyncHdr></SyncML>",
        "<SyncML><SyncHdr><MsgID>1</MsgID><Source/></SyncHdr></SyncML>",
      })
  void whatIsNoMessageIsRefused(String xml) {
    assertThatThrownBy(() -> decode(xml)).isInstanceOf(MalformedMessageException.class);
  }

  @Test
  void faultsSayWhere() {
    assertThatThrownBy(() -> decode("<SyncML>\n  <SyncHdr></SyncML>"))
        .hasMessageStartingWith("Unexpected close tag </SyncML>")
        .hasMessageEndingWith("at offset 27");
  }

  @ParameterizedTest
  @ValueSource(strings = {"text", "", " ", "\u0004", "PK"})
  void onlyXmlAndWbxmlAreSniffed(String text) {
    assertThat(Codec.sniff(Octets.utf8(text))).isEmpty();
  }
}
