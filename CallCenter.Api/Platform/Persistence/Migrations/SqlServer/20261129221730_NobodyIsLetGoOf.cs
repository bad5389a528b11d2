using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CallCenter.Api.Platform.Persistence.Migrations.SqlServer
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
                type: "bit",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<long>(
                name: "Version",
                table: "Presence",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<string>(
                name: "ConferenceSid",
                table: "Parties",
                type: "nvarchar(34)",
                maxLength: 34,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Comment",
                table: "Calls",
                type: "nvarchar(500)",
                maxLength: 500,
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "DangerAt",
                table: "Calls",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "EarlierCallId",
                table: "Calls",
                type: "uniqueidentifier",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "Help911At",
                table: "Calls",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "HoldWanted",
                table: "Calls",
                type: "bit",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "LeftLineAt",
                table: "Calls",
                type: "bigint",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "SupervisorAlarms",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    PracticeId = table.Column<string>(type: "nvarchar(60)", maxLength: 60, nullable: false),
                    CallId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Urgency = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    What = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    RaisedAt = table.Column<long>(type: "bigint", nullable: false),
                    SeenAt = table.Column<long>(type: "bigint", nullable: true),
                    SeenBy = table.Column<Guid>(type: "uniqueidentifier", nullable: true)
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
