using Mono.Cecil;
using Mono.Cecil.Cil;

namespace CallCenter.Architecture.Tests;

/// <summary>A compiled assembly of ours: its types, and what each of them touches in signatures, bodies and attributes.</summary>
internal sealed class Code
{
    private Code(ModuleDefinition module)
    {
        Assemblies = [.. module.AssemblyReferences.Select(r => r.Name)];
        Types = [.. module.Types.Where(t => t.Name != "<Module>").Select(t => new CodeType(t))];
    }

    public IReadOnlyList<string> Assemblies { get; }

    public IReadOnlyList<CodeType> Types { get; }

    public static Code Of(string assembly) => new(ModuleDefinition.ReadModule(Path.Combine(AppContext.BaseDirectory, assembly + ".dll")));
}

/// <summary>A top-level type; what its nested and compiler-made types touch counts as its own.</summary>
internal sealed class CodeType
{
    public CodeType(TypeDefinition type)
    {
        (Name, Namespace) = (type.FullName, type.Namespace);
        var walk = new Walk();
        walk.Visit(type);
        walk.Touched.Remove(type.FullName);
        (Touches, Members) = (walk.Touched, walk.Members);
    }

    public string Name { get; }

    public string Namespace { get; }

    /// <summary>Full names of top-level types.</summary>
    public IReadOnlySet<string> Touches { get; }

    /// <summary>Methods and property accessors called, as <c>Type::Method</c>.</summary>
    public IReadOnlySet<string> Members { get; }

    public string? Slice => SliceOf(Name);

    public static string? SliceOf(string type) =>
        type.StartsWith(House.Slices, StringComparison.Ordinal) ? type[House.Slices.Length..].Split('.', '/')[0] : null;

    public bool IsIn(string @namespace) => Within(Name, @namespace);

    /// <summary>A type of this namespace or of one below it.</summary>
    public static bool Within(string type, string @namespace) => type.StartsWith(@namespace + ".", StringComparison.Ordinal);

    private sealed class Walk
    {
        public HashSet<string> Touched { get; } = new(StringComparer.Ordinal);

        public HashSet<string> Members { get; } = new(StringComparer.Ordinal);

        public void Visit(TypeDefinition type)
        {
            Touch(type.BaseType);
            foreach (var implemented in type.Interfaces) Touch(implemented.InterfaceType);
            Touch(type.CustomAttributes);
            Touch(type.GenericParameters);
            foreach (var field in type.Fields) { Touch(field.FieldType); Touch(field.CustomAttributes); }
            foreach (var property in type.Properties) { Touch(property.PropertyType); Touch(property.CustomAttributes); }
            foreach (var method in type.Methods) Visit(method);
            foreach (var nested in type.NestedTypes) Visit(nested);
        }

        private void Visit(MethodDefinition method)
        {
            Touch(method.ReturnType);
            Touch(method.CustomAttributes);
            Touch(method.GenericParameters);
            foreach (var parameter in method.Parameters) { Touch(parameter.ParameterType); Touch(parameter.CustomAttributes); }
            if (!method.HasBody) return;
            foreach (var local in method.Body.Variables) Touch(local.VariableType);
            foreach (var handler in method.Body.ExceptionHandlers) Touch(handler.CatchType);
            foreach (var instruction in method.Body.Instructions) Visit(instruction);
        }

        private void Visit(Instruction instruction)
        {
            switch (instruction.Operand)
            {
                case TypeReference type:
                    Touch(type);
                    break;
                case FieldReference field:
                    Touch(field.DeclaringType);
                    Touch(field.FieldType);
                    break;
                case MethodReference method:
                    Members.Add($"{method.DeclaringType.GetElementType().FullName}::{method.Name}({string.Join(',', method.Parameters.Select(p => p.ParameterType.FullName))})");
                    Touch(method.DeclaringType);
                    Touch(method.ReturnType);
                    foreach (var parameter in method.Parameters) Touch(parameter.ParameterType);
                    if (method is GenericInstanceMethod generic) foreach (var argument in generic.GenericArguments) Touch(argument);
                    break;
            }
        }

        private void Touch(IEnumerable<CustomAttribute> attributes)
        {
            foreach (var attribute in attributes)
            {
                Touch(attribute.AttributeType);
                foreach (var argument in attribute.ConstructorArguments) if (argument.Value is TypeReference type) Touch(type);
            }
        }

        private void Touch(IEnumerable<GenericParameter> parameters)
        {
            foreach (var constraint in parameters.SelectMany(p => p.Constraints)) Touch(constraint.ConstraintType);
        }

        private void Touch(TypeReference? type)
        {
            switch (type)
            {
                case null or GenericParameter:
                    return;
                case GenericInstanceType generic:
                    foreach (var argument in generic.GenericArguments) Touch(argument);
                    break;
                case IModifierType modified:
                    Touch(modified.ModifierType);
                    break;
            }

            if (type is TypeSpecification wrapped)
            {
                Touch(wrapped.ElementType);
                return;
            }

            while (type.DeclaringType is { } outer) type = outer;
            Touched.Add(type.FullName);
        }
    }
}
