package io.diabolo.engine;

import java.util.List;
import java.util.Optional;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Dispatcher;
import org.bytedeco.pytorch.GenericList;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.IValueVector;
import org.bytedeco.pytorch.ListType;
import org.bytedeco.pytorch.OperatorHandle;
import org.bytedeco.pytorch.OperatorName;
import org.bytedeco.pytorch.OptionalType;
import org.bytedeco.pytorch.TensorList;
import org.bytedeco.pytorch.Type;

/** An operator of libtorch that the binding has no method for, called by its name through the dispatcher. */
final class FusedKernel {

    private final OperatorHandle operator;

    FusedKernel(String name) {
        Engine.start();
        operator = Dispatcher.singleton().findSchemaOrThrow(name, "");
        operator.retainReference(); // whatever scope is open now
    }

    /** The operator, if this build of libtorch has it. */
    static Optional<FusedKernel> find(String name) {
        Engine.start();
        try (PointerScope temporaries = new PointerScope()) {
            return Dispatcher.singleton().findSchema(new OperatorName(name, "")).has_value()
                    ? Optional.of(new FusedKernel(name))
                    : Optional.empty();
        }
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
            return add(new IValue(new GenericList(new TensorList(Tensor.vector(tensors)))));
        }

        Call tensor(org.bytedeco.pytorch.Tensor tensor) {
            return add(new IValue(tensor));
        }

        Call text(String value) {
            return add(new IValue(value));
        }

        /** An empty list of optional numbers. */
        Call noNumbers() {
            OptionalType type = OptionalType.create(ListType.ofNumbers().getElementType());
            return add(new IValue(new GenericList(new Type.TypePtr(type))));
        }

        Call number(double value) {
            return add(new IValue(value));
        }

        Call flag(boolean value) {
            return add(new IValue(value));
        }

        Call none() {
            return add(new IValue());
        }

        private Call add(IValue argument) {
            arguments.push_back(argument);
            return this;
        }

        void run() {
            try {
                Dispatcher.singleton().callBoxed(operator, arguments);
            } catch (RuntimeException e) {
                throw EngineException.of(e);
            }
        }

        /** Runs, and hands out the tensor that it returns; whoever called keeps it or frees it. */
        org.bytedeco.pytorch.Tensor runForTensor() {
            run();
            // A handle of its own: the binding's is a reference into the list, which this call frees.
            var result = new org.bytedeco.pytorch.Tensor(arguments.get(0).toTensor());
            result.retainReference();
            return result;
        }

        @Override
        public void close() {
            temporaries.close();
        }
    }
}
