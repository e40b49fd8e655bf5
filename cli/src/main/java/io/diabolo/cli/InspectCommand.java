package io.diabolo.cli;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
@Command(name = "inspect")
final class InspectCommand implements Callable<Integer> {
    InspectCommand(Session session) {}
    @Override
    public Integer call() { return 0; }
}
