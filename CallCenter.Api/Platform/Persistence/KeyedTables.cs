using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;

namespace CallCenter.Api.Platform.Persistence;

/// <summary>
/// Keeps the rows that every webhook writes in the tree of their key itself. A table of SQLite otherwise has a number of its own for each row and a
/// second tree that finds the number by the key: two pages to write where one will do. Only small rows: a big one would leave no room for the tree.
/// </summary>
internal sealed class KeyedTables(MigrationsSqlGeneratorDependencies dependencies, IRelationalAnnotationProvider annotations)
    : SqliteMigrationsSqlGenerator(dependencies, annotations)
{
    internal static readonly IReadOnlySet<string> Names = new HashSet<string> { "AuditEntries", "CallEvents", "Calls", "Legs", "Timers" };

    protected override void Generate(CreateTableOperation operation, IModel? model, MigrationCommandListBuilder builder, bool terminate = true)
    {
        // A rebuilt table is made under another name first.
        if (!Names.Contains(operation.Name.Replace("ef_temp_", "", StringComparison.Ordinal)))
        {
            base.Generate(operation, model, builder, terminate);
            return;
        }

        base.Generate(operation, model, builder, terminate: false);
        builder.Append(" WITHOUT ROWID");
        if (!terminate) return;
        builder.AppendLine(Dependencies.SqlGenerationHelper.StatementTerminator);
        EndStatement(builder);
    }
}
