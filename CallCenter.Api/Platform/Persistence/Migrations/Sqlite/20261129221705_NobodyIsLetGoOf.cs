using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CallCenter.Api.Platform.Persistence.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class NobodyIsLetGoOf : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "AwayNext",
                table: "Presence",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<long>(
                name: "Version",
                table: "Presence",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<string>(
                name: "ConferenceSid",
                table: "Parties",
                type: "TEXT",
                maxLength: 34,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Comment",
                table: "Calls",
                type: "TEXT",
                maxLength: 500,
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "DangerAt",
                table: "Calls",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "EarlierCallId",
                table: "Calls",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "Help911At",
                table: "Calls",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "HoldWanted",
                table: "Calls",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "LeftLineAt",
                table: "Calls",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "SupervisorAlarms",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    PracticeId = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    CallId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Urgency = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    What = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    RaisedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    SeenAt = table.Column<long>(type: "INTEGER", nullable: true),
                    SeenBy = table.Column<Guid>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SupervisorAlarms", x => x.Id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_SupervisorAlarms_PracticeId_SeenAt",
                table: "SupervisorAlarms",
                columns: new[] { "PracticeId", "SeenAt" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "SupervisorAlarms");

            migrationBuilder.DropColumn(
                name: "AwayNext",
                table: "Presence");

            migrationBuilder.DropColumn(
                name: "Version",
                table: "Presence");

            migrationBuilder.DropColumn(
                name: "ConferenceSid",
                table: "Parties");

            migrationBuilder.DropColumn(
                name: "Comment",
                table: "Calls");

            migrationBuilder.DropColumn(
                name: "DangerAt",
                table: "Calls");

            migrationBuilder.DropColumn(
                name: "EarlierCallId",
                table: "Calls");

            migrationBuilder.DropColumn(
                name: "Help911At",
                table: "Calls");

            migrationBuilder.DropColumn(
                name: "HoldWanted",
                table: "Calls");

            migrationBuilder.DropColumn(
                name: "LeftLineAt",
                table: "Calls");
        }
    }
}
