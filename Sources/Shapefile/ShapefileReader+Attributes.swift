import Diagnostics
public import Layers
import Parallel
import TextEncodings

extension ShapefileReader {
  /// Reads fields of every record.
  ///
  /// Blanks are nil, as are fields filled with `*`, dates of zeros and logical `?`. Text loses trailing spaces and
  /// whatever follows a NUL. Numeric fields of more than 18 digits or with decimals are real; so is a field declared
  /// as whole that holds a value with decimals, and then the table's field says so.
  ///
  /// - Parameters:
  ///   - fieldIndices: positions in `fields`, in the order wanted; all where nil.
  ///   - threads: at most so many; the result does not depend on it.
  /// - Throws: bad input, naming record, field and value, for text that is not valid in the encoding and for what
  ///   cannot be read as the number, date or logical value that the field declares.
  /// - Complexity: O(bytes of the .dbf).
  public func attributes(_ fieldIndices: [Int]?, threads: Int = 1) throws -> AttributeTable {
    let wanted = fieldIndices ?? Array(fields.indices)
    precondition(wanted.allSatisfy(fields.indices.contains), "field indices lie within the fields")
    if let field = wanted.first(where: { binaryFields.contains($0) }) {
      throw Diagnostic.binaryField(parts.dbf.path, field: fields[field].name)
    }
    let empty = wanted.map { ColumnReader(path: parts.dbf.path, field: fields[$0], encoding: encoding) }
    let chunkSize = 4096
    let chunks = Guarded([Int: [ColumnReader]]())
    try Parallel.forEachChunk(of: recordCount, size: chunkSize, threads: threads) { chunk, records in
      let table = try AttributeFile(parts.dbf)
      guard table.recordCount == recordCount, table.fields.count == fields.count else {
        throw Diagnostic.cannotRead(parts.dbf.path)
      }
      var columns = empty
      for number in records {
        let record = try table.record(number)
        for slot in columns.indices {
          try columns[slot].append(AttributeFile.value(table.fields[wanted[slot]], of: record), record: number)
        }
      }
      chunks.withLock { $0[chunk] = columns }
    }
    var table = AttributeTable(rowCount: recordCount)
    let read = chunks.withLock { $0 }
    for slot in wanted.indices {
      var column = empty[slot]
      for chunk in 0..<read.count { column.append(contentsOf: read[chunk]![slot]) }
      let (field, values) = column.result
      table.append(field, values)
    }
    return table
  }
}
