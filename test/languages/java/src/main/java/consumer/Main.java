package consumer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.cdk8s.App;
import org.cdk8s.AppProps;

/** usage: DIRECTORY. Writes the YAML of the charts, and the messages of the mistakes. */
public final class Main {
    public static void main(String[] arguments) throws IOException {
        String directory = arguments[0];
        List<Consumer<App>> charts = List.of(Charts::redis, Charts::mysql, Charts::kafka, Charts::zookeeper);
        for (Consumer<App> chart : charts) {
            App app = new App(AppProps.builder().outdir(directory).build());
            chart.accept(app);
            app.synth();
        }
        Files.writeString(Path.of(directory, "mistakes.txt"), Mistakes.messages());
    }
}
