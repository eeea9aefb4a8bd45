package dev.ptex.build;

import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;

/**
 * Adds stack maps (JVMS 4.7.4) to class files from before there were any, which picocli's are: Java 17 keeps no others in
 * a class-data archive. Without them, a fetch of 1 kB by dist/ptex takes 1.09 times as long.
 */
final class StackMaps {
    /** Where a class file has the low byte of its major version (JVMS 4.1). */
    private static final int MAJOR_VERSION = 7;

    private final ClassLoader classes;

    /** @param classes where the types are that the class files name */
    StackMaps(ClassLoader classes) {
        this.classes = classes;
    }

    byte[] added(byte[] classFile) {
        if (classFile[MAJOR_VERSION] >= Opcodes.V1_6) {
            return classFile;
        }
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_FRAMES) {
            @Override
            protected ClassLoader getClassLoader() {
                return classes;
            }
        };
        new ClassReader(classFile).accept(withStackMaps(writer), ClassReader.SKIP_FRAMES);
        return writer.toByteArray();
    }

    private static ClassVisitor withStackMaps(ClassWriter writer) {
        return new ClassVisitor(Opcodes.ASM9, writer) {
            @Override
            public void visit(
                    int version, int access, String name, String signature, String superName, String[] interfaces) {
                super.visit(Opcodes.V1_7, access, name, signature, superName, interfaces);
            }
        };
    }
}
