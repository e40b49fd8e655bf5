package io.diabolo.cli;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
@Command(name = "data")
final class DataCommand implements Callable<Integer> {
    DataCommand(Session session) {}
    @Override
    public Integer call() { return 0; }
}
