package dev.weir.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import org.junit.jupiter.api.Test;

class NoticeTest {
  @Test
  void aNoticeIsOneLineOfPrintableAscii() {
    var headers = new DefaultHttpHeaders();

    Notice.add(headers, " held\r\nSet-Cookie: a=b\u001b[31m red \u0000\u00e9\u2028 end ");

    assertThat(headers.get("npm-notice")).isEqualTo("held Set-Cookie: a=b [31m red end");
  }

  @Test
  void aLongOneIsCut() {
    assertThat(Notice.line("x".repeat(600))).hasSize(512).endsWith("x...");
    assertThat(Notice.line("x".repeat(512))).hasSize(512).endsWith("xxxx");
  }

  @Test
  void ofNothingNothingIsAdded() {
    var headers = new DefaultHttpHeaders();

    Notice.add(headers, "\n\t\u00e9");

    assertThat(headers).isEmpty();
  }
}
