package io.diabolo.cli;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
@Command(name = "eval")
final class EvalCommand implements Callable<Integer> {
    EvalCommand(Session session) {}
    @Override
    public Integer call() { return 0; }
}
