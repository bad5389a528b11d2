using CallCenter.Agent.Wire;
using CallCenter.Api.Features.Audit.Domain;
using CallCenter.Api.Features.Calls.Domain;
using CallCenter.Api.Features.Queue.Persistence;
using CallCenter.Api.Platform.Messaging;
using CallCenter.Api.Platform.Persistence;
using CallCenter.Api.Platform.Persistence.Rows;
using CallCenter.Api.Platform.Scheduling;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace CallCenter.Api.Tests.Platform;

/// <summary>The statements that are not EF's own say what the EF model says, for both databases.</summary>
public class RowStatementTests
{
    public static TheoryData<Type> Kinds() =>
    [
        typeof(InboxEntry), typeof(OutboxMessage), typeof(DurableTimer), typeof(AuditEntry), typeof(Call), typeof(Leg), typeof(TalkSpan), typeof(CallEvent),
        typeof(WaitingCall), typeof(NursePresence), typeof(Offer),
    ];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void In_TSQL_they_name_the_table_and_the_columns_of_the_model(Type kind)
    {
        using var db = new SqlServerDesignTime().CreateDbContext([]);
        var map = new RowMaps(db).Of(kind);
        var type = db.Model.FindEntityType(kind)!;
        foreach (var sql in Statements(map))
        {
            var parsed = new TSql160Parser(initialQuotedIdentifiers: true).Parse(new StringReader(sql.Text), out var errors);
            Assert.True(errors.Count == 0, $"{sql.Text}\n{string.Join('\n', errors.Select(e => e.Message))}");
            AssertNames(type, new Named(parsed), sql);
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task SQLite_prepares_every_one_of_them(Type kind)
    {
        await using var store = await World.Store.CreateAsync(DatabaseProvider.Sqlite);
        await using var db = store.Database.Read(World.Host.Everything);
        await db.Database.OpenConnectionAsync();
        foreach (var sql in Statements(new RowMaps(db).Of(kind)))
        {
            await using var command = db.Database.GetDbConnection().CreateCommand();
            command.CommandText = "EXPLAIN " + sql.Text;
            foreach (var (i, _) in sql.Parameters.Index()) command.Parameters.Add(new Microsoft.Data.Sqlite.SqliteParameter($"@p{i}", DBNull.Value));
            await using var plan = await command.ExecuteReaderAsync();
            Assert.True(await plan.ReadAsync(), sql.Text);
        }
    }

    [Fact]
    public void A_row_that_is_not_plain_is_left_to_EF()
    {
        using var db = new SqliteDesignTime().CreateDbContext([]);
        var maps = new RowMaps(db);
        Assert.Throws<ArgumentException>(() => maps.Of(typeof(CallCenter.Api.Features.Patients.Domain.Patient)));
        Assert.Throws<ArgumentException>(() => maps.Of(typeof(CallCenter.Api.Platform.Http.CommandReceipt))); // Two key columns.
        Assert.Throws<ArgumentException>(() => maps.Of(typeof(CallCenter.Api.Features.Patients.Domain.Condition))); // A date.
    }

    private static IEnumerable<Sql> Statements(RowMap map) =>
    [
        map.Insert, map.Find, map.Delete, map.Update(1UL << (map.Columns.Count - 1)), map.Update((1UL << map.Columns.Count) - 1),
        map.Where(new object(), []), map.Where(new object(), [map.Columns[0].Name, map.Columns[^1].Name]),
    ];

    private static void AssertNames(IEntityType type, Named named, Sql sql)
    {
        var table = StoreObjectIdentifier.Create(type, StoreObjectType.Table)!.Value;
        var columns = type.GetProperties().Select(p => p.GetColumnName(table)!).ToHashSet();
        Assert.Equal([type.GetTableName()!], named.Tables.Distinct());
        Assert.Empty(named.Columns.Except(columns));
        // A column that the model gained is read and written at once: none is left out.
        if (sql.Text.StartsWith("INSERT", StringComparison.Ordinal) || sql.Text.StartsWith("SELECT", StringComparison.Ordinal)) Assert.Empty(columns.Except(named.Columns));
        if (sql.Text.StartsWith("UPDATE", StringComparison.Ordinal) || sql.Text.StartsWith("DELETE", StringComparison.Ordinal))
            Assert.Empty(type.GetProperties().Where(p => p.IsConcurrencyToken || p.IsPrimaryKey()).Select(p => p.GetColumnName(table)!).Except(named.Condition));
        Assert.Equal(Enumerable.Range(0, sql.Parameters.Count).Select(i => $"@p{i}").Order(), named.Parameters.Order());
    }

    private sealed class Named : TSqlFragmentVisitor
    {
        private bool _inCondition;

        public Named(TSqlFragment parsed) => parsed.Accept(this);

        public List<string> Tables { get; } = [];

        public HashSet<string> Columns { get; } = [];

        public HashSet<string> Condition { get; } = [];

        public List<string> Parameters { get; } = [];

        public override void Visit(NamedTableReference node) => Tables.Add(node.SchemaObject.BaseIdentifier.Value);

        public override void Visit(VariableReference node) => Parameters.Add(node.Name);

        public override void ExplicitVisit(WhereClause node)
        {
            _inCondition = true;
            base.ExplicitVisit(node);
            _inCondition = false;
        }

        public override void Visit(ColumnReferenceExpression node)
        {
            var name = node.MultiPartIdentifier.Identifiers[^1].Value;
            Columns.Add(name);
            if (_inCondition) Condition.Add(name);
        }
    }
}
