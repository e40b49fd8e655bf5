package io.diabolo.cli;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
@Command(name = "encode")
final class EncodeCommand implements Callable<Integer> {
    EncodeCommand(Session session) {}
    @Override
    public Integer call() { return 0; }
}
