package io.diabolo.engine;

import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Dispatcher;
import org.bytedeco.pytorch.GenericList;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.IValueVector;
import org.bytedeco.pytorch.OperatorHandle;
import org.bytedeco.pytorch.TensorList;

/** An operator of libtorch that the binding has no method for, called by its name through the dispatcher. */
final class FusedKernel {

    private final OperatorHandle operator;

    FusedKernel(String name) {
        Engine.start();
        operator = Dispatcher.singleton().findSchemaOrThrow(name, "");
    }

    /** Opens a call; its arguments are given in the order of the operator's schema. */
    Call call() {
        return new Call(operator);
    }

    /** The arguments of one call. */
    static final class Call implements AutoCloseable {

        private final PointerScope temporaries = new PointerScope();
        private final IValueVector arguments = new IValueVector();
        private final OperatorHandle operator;

        private Call(OperatorHandle operator) {
            this.operator = operator;
        }

        Call tensors(List<Tensor> tensors) {
            // The native list of tensors IS a generic list whose element type is Tensor; the binding only lacks the
            // conversion, so the pointer is taken as it is.
            arguments.push_back(new IValue(new GenericList(new TensorList(Tensor.vector(tensors)))));
            return this;
        }

        Call number(double value) {
            arguments.push_back(new IValue(value));
            return this;
        }

        Call flag(boolean value) {
            arguments.push_back(new IValue(value));
            return this;
        }

        Call none() {
            arguments.push_back(new IValue());
            return this;
        }

        void run() {
            try {
                Dispatcher.singleton().callBoxed(operator, arguments);
            } catch (RuntimeException e) {
                throw EngineException.of(e);
            }
        }

        @Override
        public void close() {
            temporaries.close();
        }
    }
}
