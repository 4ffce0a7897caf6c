// Package layout adds elements to a list that somebody has written, an array or
// an object in brackets, in the style in which it is written.
//
// It only ever inserts: no byte that was there goes or moves. It knows no
// format; who calls it says where the brackets and the elements are.
package layout
