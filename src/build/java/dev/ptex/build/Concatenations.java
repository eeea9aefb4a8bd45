package dev.ptex.build;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Has a class join strings by a StringBuilder. What javac writes is linked when it is first run, and a class-data archive
 * keeps nothing of that: with it, a fetch of 1 kB by dist/ptex takes 1.05 times as long.
 *
 * <p>Each kind of concatenation becomes a method of the class, so that what is around it stays as it is.
 */
final class Concatenations extends ClassVisitor {
    private static final String BOOTSTRAP = "makeConcatWithConstants";
    private static final String BUILDER = "java/lang/StringBuilder";

    /** What stands for an argument, and for a constant, in a recipe of {@link java.lang.invoke.StringConcatFactory}. */
    private static final char ARGUMENT = 1;

    private static final char CONSTANT = 2;

    private final Map<Joining, String> methods = new LinkedHashMap<>();
    private String name = "";
    private boolean isInterface;

    private Concatenations(ClassVisitor next) {
        super(Opcodes.ASM9, next);
    }

    /** @return the same class file if it joins no strings */
    static byte[] unlinked(byte[] classFile) {
        ClassReader reader = new ClassReader(classFile);
        ClassWriter writer = new ClassWriter(0);
        Concatenations found = new Concatenations(writer);
        reader.accept(found, 0);
        return found.methods.isEmpty() ? classFile : writer.toByteArray();
    }

    @Override
    public void visit(int version, int access, String name, String signature, String superName, String[] interfaces) {
        this.name = name;
        this.isInterface = (access & Opcodes.ACC_INTERFACE) != 0;
        super.visit(version, access, name, signature, superName, interfaces);
    }

    @Override
    public MethodVisitor visitMethod(
            int access, String method, String descriptor, String signature, String[] exceptions) {
        MethodVisitor next = super.visitMethod(access, method, descriptor, signature, exceptions);
        return new MethodVisitor(Opcodes.ASM9, next) {
            @Override
            public void visitInvokeDynamicInsn(String name, String descriptor, Handle bootstrap, Object... arguments) {
                if (bootstrap.getName().equals(BOOTSTRAP)) {
                    String joining = methodFor(new Joining(descriptor, recipe(arguments)));
                    visitMethodInsn(Opcodes.INVOKESTATIC, Concatenations.this.name, joining, descriptor, isInterface);
                } else {
                    super.visitInvokeDynamicInsn(name, descriptor, bootstrap, arguments);
                }
            }
        };
    }

    @Override
    public void visitEnd() {
        methods.forEach((joining, method) -> joining.write(super.visitMethod(
                Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC | Opcodes.ACC_SYNTHETIC,
                method,
                joining.descriptor,
                null,
                null)));
        super.visitEnd();
    }

    private String methodFor(Joining joining) {
        return methods.computeIfAbsent(joining, key -> "joined$" + methods.size());
    }

    private static String recipe(Object... arguments) {
        String recipe = (String) arguments[0];
        if (recipe.indexOf(CONSTANT) >= 0) {
            throw new IllegalArgumentException("javac writes no such recipe: " + Arrays.toString(arguments));
        }
        return recipe;
    }

    /** @param recipe with a character {@link #ARGUMENT} for each argument of the descriptor */
    private record Joining(String descriptor, String recipe) {
        void write(MethodVisitor method) {
            method.visitCode();
            method.visitTypeInsn(Opcodes.NEW, BUILDER);
            method.visitInsn(Opcodes.DUP);
            method.visitMethodInsn(Opcodes.INVOKESPECIAL, BUILDER, "<init>", "()V", false);
            int local = 0;
            int from = 0;
            for (Type type : Type.getArgumentTypes(descriptor)) {
                int to = recipe.indexOf(ARGUMENT, from);
                appendText(method, recipe.substring(from, to));
                method.visitVarInsn(type.getOpcode(Opcodes.ILOAD), local);
                append(method, appended(type));
                local += type.getSize();
                from = to + 1;
            }
            appendText(method, recipe.substring(from));
            method.visitMethodInsn(Opcodes.INVOKEVIRTUAL, BUILDER, "toString", "()Ljava/lang/String;", false);
            method.visitInsn(Opcodes.ARETURN);
            method.visitMaxs(3, local);
            method.visitEnd();
        }

        private static void appendText(MethodVisitor method, String text) {
            if (!text.isEmpty()) {
                method.visitLdcInsn(text);
                append(method, "Ljava/lang/String;");
            }
        }

        private static void append(MethodVisitor method, String type) {
            method.visitMethodInsn(Opcodes.INVOKEVIRTUAL, BUILDER, "append", "(" + type + ")L" + BUILDER + ";", false);
        }

        /** Which of StringBuilder's methods takes the type; a char[] is an object here, as it is for {@code +}. */
        private static String appended(Type type) {
            return switch (type.getSort()) {
                case Type.BYTE, Type.SHORT -> "I";
                case Type.ARRAY, Type.OBJECT ->
                    type.getClassName().equals("java.lang.String") ? "Ljava/lang/String;" : "Ljava/lang/Object;";
                default -> type.getDescriptor();
            };
        }
    }
}
