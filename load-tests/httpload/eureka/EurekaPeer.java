import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.cloud.netflix.eureka.server.EnableEurekaServer;
import org.springframework.context.annotation.Configuration;

/** A Eureka server with what Spring Cloud sets by default. */
@Configuration
@EnableAutoConfiguration
@EnableEurekaServer
public class EurekaPeer {
  public static void main(String[] arguments) {
    SpringApplication.run(EurekaPeer.class, arguments);
  }
}
