package dev.rollcall.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommonPoolTest {
  private final Properties properties = new Properties();

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void onASmallMachineItHasTwoThreads(int processors) {
    CommonPool.widen(properties, processors);
    assertEquals("2", properties.getProperty(CommonPool.PARALLELISM));
  }

  @Test
  void aLargerMachineHasMoreByItself() {
    CommonPool.widen(properties, 3);
    assertNull(properties.getProperty(CommonPool.PARALLELISM));
  }

  @Test
  void whatSomebodyHasSaidStands() {
    properties.setProperty(CommonPool.PARALLELISM, "1");
    CommonPool.widen(properties, 2);
    assertEquals("1", properties.getProperty(CommonPool.PARALLELISM));
  }
}
